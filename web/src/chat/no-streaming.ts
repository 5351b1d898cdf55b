/** Stands in for the part of directlinejs that this page never calls. */
export class DirectLineStreaming {}
