namespace AotKv.Instance.Configuration;

/// <summary>Which directives CONFIG REWRITE says.</summary>
public enum RewriteExtent
{
    /// <summary>Those that the file has, and those whose value is not the default.</summary>
    Changed,

    /// <summary>Every one: DEBUG CONFIG-REWRITE-FORCE-ALL.</summary>
    All,
}
