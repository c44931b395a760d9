namespace AotKv.Values.Hashes;

/// <summary>What setting a field of a hash has done.</summary>
public enum FieldChange : byte
{
    /// <summary>The field is new.</summary>
    Added,

    /// <summary>The field has another value.</summary>
    Updated,

    /// <summary>The field is as good as new: it stood there, expired and not yet reclaimed.</summary>
    ReplacedExpired,
}
