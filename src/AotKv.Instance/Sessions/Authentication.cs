using AotKv.Instance.Configuration;

namespace AotKv.Instance.Sessions;

/// <summary>Makes a client the user it says it is.</summary>
public static class Authentication
{
    public static ReadOnlySpan<byte> DefaultUser => "default"u8;

    public static ReadOnlySpan<byte> Refusal => "WRONGPASS invalid username-password pair or user is disabled."u8;

    /// <summary>Makes the client the user, if the password is right; else the log of denials notes it.</summary>
    /// <param name="command">What the client called to be authenticated, as it wrote it.</param>
    public static bool TryAuthenticate(
        Session session, ReadOnlySpan<byte> command, ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
    {
        var name = ByteText.FromBytes(user);
        if (session.Server.Users.Find(name) is { } found && found.Rules.AcceptsPassword(password))
        {
            session.User = found;
            session.IsAuthenticated = true;
            return true;
        }
        Permission.NoteAuthentication(session, ByteText.FromBytes(command), name);
        return false;
    }
}
