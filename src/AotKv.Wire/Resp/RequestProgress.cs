namespace AotKv.Wire.Resp;

/// <summary>
/// How far one request was read. The connection owns it and hands it back with more bytes; the default value is the
/// start of a request, and the caller sets it back to that after each. Positions count from the request's first byte,
/// so the caller may move the bytes. It may also move the request's ranges to another list, if it then says where they
/// are in <see cref="FirstRange"/>.
/// </summary>
public struct RequestProgress
{
    /// <summary>The bytes already understood.</summary>
    internal int Position;

    /// <summary>The bytes after them that were searched in vain for the end of a line.</summary>
    internal int LineSearched;

    /// <summary>The arguments announced but not read yet.</summary>
    internal int ArgumentsLeft;

    /// <summary>One more than the length of the argument being read, or 0 before its length is known.</summary>
    internal int BulkLengthPlusOne;

    /// <summary>Where the request's first range is in the list of ranges.</summary>
    public int FirstRange { get; set; }

    /// <summary>The number of arguments read, and so of ranges appended.</summary>
    public int ArgumentCount { get; internal set; }

    /// <summary>
    /// The bytes that are still missing of the argument being read, its line end included, or 0 where that is not
    /// known. A hint for sizing the buffer of a large argument.
    /// </summary>
    public int BytesWanted { get; internal set; }

    /// <summary>Where the argument being read starts, or 0 where none is: what lies before it is fully read.</summary>
    public readonly int ArgumentStart => BulkLengthPlusOne == 0 ? 0 : Position;

    /// <summary>True until the first line of a request is complete.</summary>
    internal readonly bool IsFirstLine => Position == 0;
}
