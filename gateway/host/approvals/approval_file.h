#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/result.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"

#include <QString>

#include <optional>
#include <vector>

namespace gateway::host {

/// `approved-origins.json` in the data folder (0600): which secret may be sent to which origin. It contains no secret
/// and is not part of backups: approvals belong to this machine. Blocks; any thread.
class ApprovalFile final {
public:
    explicit ApprovalFile(const QString& dataDir);

    QString path() const { return m_path; }

    /// Empty: no file, so no version that asks for approval has run here. Errors: Io, ConfigInvalid (nothing in the
    /// file is trusted).
    Result<std::optional<providers::ApprovedOrigins>> read() const;
    /// Adds `uses` to the current content of the file. A damaged file is kept as `damagedCopy()`, but only if something
    /// is added. Errors: Io, ConfigInvalid (damaged, and nothing to add).
    Result<void> add(const std::vector<providers::SecretUse>& uses) const;
    /// Returns the approvals. If there is no file, one is created with those of `inUse` that an earlier version has
    /// provably sent (`usedBefore()`), so that its configuration keeps working. `adopted` receives these. Errors: those
    /// of `read()`, Io.
    Result<providers::ApprovedOrigins> open(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog,
                                            std::vector<providers::SecretUse>* adopted = nullptr) const;
    /// Returns what `open()` would, without creating a file.
    Result<providers::ApprovedOrigins> look(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog) const;
    QString damagedCopy() const { return files::asideOf(m_path); }

private:
    /// `takenOver`: approvals adopted from earlier use; left empty if there is a file.
    Result<providers::ApprovedOrigins> known(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog,
                                             std::optional<std::vector<providers::SecretUse>>& takenOver) const;

    const QString m_dataDir;
    const QString m_path;
};

} // namespace gateway::host
