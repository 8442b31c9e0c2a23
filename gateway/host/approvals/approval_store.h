#pragma once

#include "approval_file.h"

#include "gateway/config/file_watch.h"

#include <QObject>

#include <functional>
#include <vector>

namespace gateway::host {

/// The approvals of a running gateway: in memory, saved to their file, and read again when a command changes it. Main
/// thread; the file is accessed in the storage thread, except in `load()`.
class ApprovalStore final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;

    /// `storageWork` lives in the storage thread, which ends before this.
    ApprovalStore(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Reads the file once, before anything is sent; creates a missing one like `ApprovalFile::open()`. An unreadable
    /// file approves nothing.
    void load(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog);
    /// Approves `uses` at once; `done` is called when the file is written. After an error the approval holds until the
    /// program ends.
    void approve(const std::vector<providers::SecretUse>& uses, Done done = {});

    const providers::ApprovedOrigins& approved() const { return m_approved; }
    /// Logs each secret that awaits approval, once for as long as it does.
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
