using System.Security.Cryptography;
using System.Text;

namespace AotKv.Instance.Sessions;

/// <summary>Who a client may be. The default user is the only one; its password is requirepass.</summary>
public static class Authentication
{
    public static ReadOnlySpan<byte> DefaultUser => "default"u8;

    public static ReadOnlySpan<byte> Refusal => "WRONGPASS invalid username-password pair or user is disabled."u8;

    /// <summary>Makes the client the user, if the password is right. Takes as long whether it is or not.</summary>
    public static bool TryAuthenticate(Session session, ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
    {
        if (!user.SequenceEqual(DefaultUser)) return false;
        var expected = Encoding.UTF8.GetBytes(session.Server.Configuration.Current.RequirePassword);
        if (expected.Length > 0 && !CryptographicOperations.FixedTimeEquals(expected, password)) return false;
        session.IsAuthenticated = true;
        return true;
    }
}
