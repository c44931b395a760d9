namespace AotKv.Conversations.Tests;

enum StepKind
{
    /// <summary><c>&gt; GET a</c></summary>
    Request,

    /// <summary><c>&gt;raw "PING\r\n"</c>: bytes as they are.</summary>
    Raw,

    /// <summary><c>2&lt;</c>: nothing is sent, the next reply or push is read.</summary>
    Read,
}
