namespace AotKv.Engine.Transactions;

/// <summary>Whose batch it is: told, on its own core, when everything that was sent out is back.</summary>
public abstract class BatchOwner
{
    public abstract void BatchFinished();
}
