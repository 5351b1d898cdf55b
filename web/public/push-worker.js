/* global self, URL */
// Shows that there is news, never what: whoever holds the phone reads it.
self.addEventListener('push', (event) => {
  let news = {};
  try {
    news = event.data ? event.data.json() : {};
  } catch {
    // A push that is not ours says nothing.
  }
  const { text = 'Wegwijs', language = 'nl' } = news;
  const dir = ['ar', 'fa', 'ps', 'ckb'].includes(language) ? 'rtl' : 'ltr';
  event.waitUntil(
    self.registration.showNotification('Wegwijs', { body: text, lang: language, dir, tag: 'news', renotify: true }),
  );
});

// Opens the chat, or brings it to the front.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then((pages) => {
      const chat = pages.find(({ url }) => new URL(url).pathname === '/');
      return chat ? chat.focus() : self.clients.openWindow('/');
    }),
  );
});
