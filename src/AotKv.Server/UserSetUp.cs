using AotKv.Engine.Catalog;
using AotKv.Instance.Acl;
using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;

namespace AotKv.Server;

/// <summary>
/// The users that the server starts with, from requirepass, the configuration file and aclfile, and what follows from
/// changes of the directives. On the main thread, and on that which changes the configuration.
/// </summary>
sealed class UserSetUp(CommandTable commands)
{
    public Users Users { get; } = new(commands);

    public UserLines Lines => field ??= new(Users);

    /// <summary>Makes all users; false, and logged, where one cannot be.</summary>
    public bool TryBegin(Configuration configuration, ServerLog log)
    {
        var settings = configuration.Current;
        configuration.Follow(each =>
            Users.ChannelsByDefault = each.AclPubsubDefault == ChannelDefault.AllChannels);
        Users.SetDefaultPassword(settings.RequirePassword);
        configuration.OnApply("requirepass", Apply);
        var lines = configuration.FileOnly.Users;
        if (settings.AclFile.Length > 0 && lines.Count > 0)
        {
            log.Warning("Configuring Valkey with users defined in valkey.conf and at the same setting an ACL file path "
                + "is invalid. This setup is very likely to lead to configuration errors and security holes, please "
                + "define either an ACL file or declare users directly in your valkey.conf, but not both.");
            return false;
        }
        if (!Lines.TryLoad(lines, log))
        {
            log.Warning("Critical error while loading ACLs. Exiting.");
            return false;
        }
        if (settings.AclFile.Length == 0) return true;
        if (new AclFile(settings.AclFile, Users).Read(out var errors) is { } read)
        {
            Users.Replace(read);
            return true;
        }
        log.Warning($"Aborting Valkey startup because of ACL errors: {errors}");
        return false;
    }

    bool Apply(Settings settings, out string? reason)
    {
        reason = null;
        Users.SetDefaultPassword(settings.RequirePassword);
        return true;
    }
}
