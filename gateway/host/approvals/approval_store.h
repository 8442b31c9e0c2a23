#pragma once

#include "approval_file.h"

#include "gateway/config/file_watch.h"

#include <QObject>

#include <functional>
#include <vector>

namespace gateway::host {

/// The approvals of a gateway that runs: in memory, kept in their file, and read again when a command has changed it.
/// Main thread; the file is touched in the storage thread, but for `load()`.
class ApprovalStore final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;

    /// `storageWork` lives in the storage thread, which ends before this.
    ApprovalStore(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Reads the file, once, before anything is sent; makes it where there is none, as `ApprovalFile::open()` does. A file that
    /// cannot be read approves nothing.
    void load(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog);
    /// From now on `uses` are approved; `done`, once the file says so. An error leaves them approved until the program ends.
    void approve(const std::vector<providers::SecretUse>& uses, Done done = {});

    const providers::ApprovedOrigins& approved() const { return m_approved; }
    /// Logs what waits for an approval, each once for as long as it does.
    void noteWaiting(std::vector<providers::SecretUse> waiting);

Q_SIGNALS:
    void changed();

private:
    void readAgain();

    const ApprovalFile m_file;
    QObject& m_storageWork;
    config::FileWatch m_watch;
    providers::ApprovedOrigins m_approved;
    std::vector<providers::SecretUse> m_waiting;
};

} // namespace gateway::host
