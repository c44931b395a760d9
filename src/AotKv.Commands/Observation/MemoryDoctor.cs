using System.Text;
using AotKv.Instance;
using AotKv.Instance.Info;

namespace AotKv.Commands.Observation;

/// <summary>MEMORY DOCTOR: what memory is wasted on, in words.</summary>
static class MemoryDoctor
{
    /// <summary>With less in use than this, ratios mean nothing. Bytes.</summary>
    const long TooLittle = 5 << 20;

    /// <summary>Waste of less than this is not worth a word. Bytes.</summary>
    const long WorthSaying = 10 << 20;

    /// <summary>Clients that hold more than this on average hold much. Bytes.</summary>
    const long MuchForAClient = 200 * 1024;

    public static string Report(ServerInstance server)
    {
        var figures = new MemoryFigures(server);
        if (figures.Used < TooLittle) return "There is hardly anything in memory, and nothing to find fault with.\n";
        var found = new StringBuilder();
        if (figures.Peak > figures.Used * 3 / 2)
        {
            found.Append(" * Peak memory: more than one and a half times as much was used at some time. The process ");
            found.Append("may hold what it needed then; it is used again before the system is asked for more.\n\n");
        }
        if (figures.Reserved > figures.Used * 11 / 10 && figures.Reserved - figures.Used > WorthSaying)
        {
            found.Append(" * Fragmentation: the heaps hold much more than the keys need. Values that come and go in ");
            found.Append("different sizes do this; new ones fill the gaps.\n\n");
        }
        if (figures.Resident > figures.Reserved * 11 / 10 && figures.Resident - figures.Reserved > WorthSaying)
        {
            found.Append(" * Resident memory: the process is larger than its heaps. Look at the buffers of clients, ");
            found.Append("and at aotkv_managed_bytes in INFO memory.\n\n");
        }
        if (figures.Clients / Math.Max(1, server.Clients.Count) > MuchForAClient)
        {
            found.Append(" * Clients: they hold much on average, such as replies they do not read or large ");
            found.Append("transactions. CLIENT LIST names them (tot-mem), maxmemory-clients limits them.\n\n");
        }
        return found.Length == 0
            ? "Nothing is wrong with how memory is used.\n"
            : "This stands out in how memory is used:\n\n" + found;
    }
}
