namespace AotKv.Engine.Catalog;

/// <summary>
/// Makes a static method a command. The generator reads it, and the method's parameters: a KeyspaceReader or a Keyspace
/// after the Call makes it run on the shard, a Session on the connection's core. Read at build time only.
/// </summary>
/// <param name="name">In capitals; a subcommand's with its container's before a bar: "OBJECT|ENCODING".</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommandAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The number of arguments, all names included; negative where it is the least number.</summary>
    public int Arity { get; set; }

    public CommandFlags Flags { get; set; }

    /// <summary>The categories that do not follow from the flags.</summary>
    public AclCategories Acl { get; set; }

    /// <summary>Where the keys are. Not together with <see cref="KeySpecAttribute"/>.</summary>
    public Touches Keys { get; set; }

    /// <summary>How <see cref="Keys"/> are used. RO and Access where a reader's command does not say.</summary>
    public KeyFlags KeyFlags { get; set; }

    public KeyHook KeyHook { get; set; }

    /// <summary>Its parts may run on several shards, each for its own keys.</summary>
    public Merge FanOut { get; set; }

    /// <summary>
    /// Words, separated by blanks, that keep it from running in parts where one follows the keys: what becomes of one
    /// key depends on the others then.
    /// </summary>
    public string WholeWith { get; set; } = "";

    /// <summary>It has no keys and runs on every shard: DBSIZE.</summary>
    public bool EveryShard { get; set; }

    /// <summary>The argument whose SCAN cursor says which shard goes on: SCAN.</summary>
    public int CursorAt { get; set; }

    /// <summary>It carries values between shards, or needs all of them: it always runs in exclusive mode.</summary>
    public bool Exclusive { get; set; }

    /// <summary>As COMMAND DOCS names it: "string", "sorted-set", "server" ...</summary>
    public string Group { get; set; } = "";

    /// <summary>The version that brought it: "1.0.0".</summary>
    public string Since { get; set; } = "";

    /// <summary>Command tips, separated by blanks.</summary>
    public string Tips { get; set; } = "";

    /// <summary>One sentence; the method's doc comment where it is missing.</summary>
    public string Summary { get; set; } = "";

    public string Complexity { get; set; } = "";

    /// <summary>Its arguments in Valkey's notation, from which COMMAND DOCS derives them.</summary>
    public string Syntax { get; set; } = "";

    /// <summary>The version that deprecated it, where one did.</summary>
    public string DeprecatedSince { get; set; } = "";

    /// <summary>What to use in place of a deprecated command.</summary>
    public string ReplacedBy { get; set; } = "";

    /// <summary>Servers send it to each other; no client should.</summary>
    public bool IsSystemCommand { get; set; }
}
