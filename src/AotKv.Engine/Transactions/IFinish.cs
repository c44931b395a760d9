using AotKv.Engine.Messaging;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Something that was sent to other cores and is told, on the core that sent it, when all of it is back.
/// </summary>
public interface IFinish
{
    void Finish(CorePort port);
}
