namespace AotKv.Generators;

/// <summary>One command or container, as declared, with nothing that holds on to the compilation.</summary>
sealed record CommandModel
{
    public string Name { get; init; } = "";
    public int Arity { get; init; }
    public uint Flags { get; init; }
    public uint Acl { get; init; }
    public int KeyHook { get; init; }
    public int FanOut { get; init; }
    public string WholeWith { get; init; } = "";
    public bool EveryShard { get; init; }
    public int CursorAt { get; init; }
    public bool Exclusive { get; init; }
    public bool IsSystemCommand { get; init; }
    public string Group { get; init; } = "";
    public string Since { get; init; } = "";
    public string Tips { get; init; } = "";
    public string Summary { get; init; } = "";
    public string Complexity { get; init; } = "";
    public string Syntax { get; init; } = "";
    public string DeprecatedSince { get; init; } = "";
    public string ReplacedBy { get; init; } = "";
    public EquatableArray<KeySpecModel> KeySpecs { get; init; }

    /// <summary>The method with its class, from global:: on; empty for a container.</summary>
    public string Method { get; init; } = "";

    public CommandShape Shape { get; init; }

    /// <summary>The method answers an Outcome.</summary>
    public bool MayPark { get; init; }

    public SourcePlace Source { get; init; } = SourcePlace.None;
    public EquatableArray<Problem> Problems { get; init; }

    public string Container => Name.IndexOf('|') is > 0 and var bar ? Name.Substring(0, bar) : "";
}
