namespace AotKv.Wire.Text;

/// <summary>
/// What a backslash escapes whose character is the last of the line. Valkey reads the two kinds of line by one
/// function, but not alike.
/// </summary>
public enum BackslashAtEnd
{
    /// <summary>Nothing: it stands for itself. So the inline request <c>ECHO "a\"</c> is balanced.</summary>
    Literal,

    /// <summary>That character, as everywhere else in the line: lines of configuration and ACL files.</summary>
    Escape,
}
