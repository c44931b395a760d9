namespace AotKv.Commands.Connections;

/// <summary>The lines of CLIENT HELP: the subcommands that this server has.</summary>
static class ClientHelp
{
    public static readonly string[] Lines =
    [
        "CAPA <option> [options...]",
        "    The client says what it can do. Options are:",
        "    * REDIRECT: it follows redirections in standalone mode.",
        "GETNAME",
        "    Return the name of the current connection.",
        "ID",
        "    Return the ID of the current connection.",
        "IMPORT-SOURCE (ON|OFF)",
        "    Mark this connection as an import source if import-mode is enabled.",
        "INFO",
        "    Return information about the current client connection.",
        "KILL <ip:port>",
        "    Kill connection made from <ip:port>.",
        "KILL <option> <value> [<option> <value> [...]]",
        "    Kill the connections that match all options, which are those of LIST;",
        "    SKIPME is yes unless it is given.",
        "LIST [options ...]",
        "    Return information about client connections. Options, each also as NOT-<option>:",
        "    * ADDR, LADDR (<ip:port>), IP <ip>, ID <client-id> [<client-id>...],",
        "      NAME <client-name>, USER <username>, TYPE (NORMAL|PRIMARY|REPLICA|PUBSUB),",
        "      LIB-NAME <lib-name>, LIB-VER <lib-version>, FLAGS <flags>, CAPA <capa>,",
        "      DB <db-id>, MAXAGE <seconds>, IDLE <seconds>, SKIPME (YES|NO)",
        "PAUSE <timeout> [WRITE|ALL]",
        "    Suspend all, or just write, clients for <timeout> milliseconds.",
        "REPLY (ON|OFF|SKIP)",
        "    Control the replies sent to the current connection.",
        "SETNAME <name>",
        "    Assign the name <name> to the current connection.",
        "SETINFO <option> <value>",
        "    Set client meta attr. Options are:",
        "    * LIB-NAME: the client lib name.",
        "    * LIB-VER: the client lib version.",
        "UNBLOCK <clientid> [TIMEOUT|ERROR]",
        "    Unblock the specified blocked client.",
        "UNPAUSE",
        "    Stop the current client pause, resuming traffic.",
        "NO-EVICT (ON|OFF)",
        "    Protect current client connection from eviction.",
        "NO-TOUCH (ON|OFF)",
        "    Will not touch LRU/LFU stats when this mode is on.",
    ];
}
