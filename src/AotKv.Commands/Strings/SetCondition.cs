namespace AotKv.Commands.Strings;

/// <summary>When SET sets.</summary>
enum SetCondition : byte
{
    Always,

    /// <summary>NX.</summary>
    IfMissing,

    /// <summary>XX.</summary>
    IfExists,

    /// <summary>IFEQ: the present value is a given one.</summary>
    IfEqual,
}
