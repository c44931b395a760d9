namespace AotKv.Linux.Epoll;

/// <summary>What <see cref="EpollNetwork"/> knows of a socket: 32 bytes, all an idle connection costs here.</summary>
unsafe struct EpollSocket
{
    internal long Token;

    /// <summary>What the kernel's buffer had no room for, or null.</summary>
    internal BlockedSend* Blocked;

    /// <summary>Tells the sockets that had this descriptor apart. Changes when it is opened.</summary>
    internal uint Generation;

    internal EpollRole Role;

    /// <summary>An edge told of bytes, and no read since has found the end of them.</summary>
    internal bool Readable;

    /// <summary>Stands in the list of sockets to read.</summary>
    internal bool Queued;

    internal bool Paused;

    /// <summary>The end of the stream, or its failure, was delivered: nothing is read any more.</summary>
    internal bool Ended;

    /// <summary>An edge told that the peer will send no more: a short read is not the last one.</summary>
    internal bool HungUp;

    /// <summary>epoll tells of room to write; asked for at the first send that found none.</summary>
    internal bool WatchesWritable;
}
