import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.util.List;

/** MongoDB's wire protocol over memory. Prints its port; ends when its standard input does, so it outlives no test. */
public final class StandInServer {
  /** What the current driver still speaks to: the stock versions of the library end at 5.0. */
  private static final class Version7 implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(7, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 21;
    }
  }

  public static void main(String[] args) throws IOException {
    MongoServer server = new MongoServer(new MemoryBackend().version(new Version7()));
    System.out.println(server.bind().getPort());
    while (System.in.read() >= 0) {}
    server.shutdownNow();
    System.exit(0);
  }
}
