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

/// `approved-origins.json` in the data folder (0600): which secret may go to which origin. It holds no secret, and is in
/// no backup: approvals are of this machine. Blocks; any thread.
class ApprovalFile final {
public:
    explicit ApprovalFile(const QString& dataDir);

    QString path() const { return m_path; }

    /// Empty: there is no file, so no version that asks has run here. Errors: Io, ConfigInvalid (nothing of it is believed).
    Result<std::optional<providers::ApprovedOrigins>> read() const;
    /// Adds `uses` to what the file has by now. A damaged file is kept as `damagedCopy()`, and only where something is added. Errors: Io,
    /// ConfigInvalid (damaged, and nothing to add).
    Result<void> add(const std::vector<providers::SecretUse>& uses) const;
    /// What is approved. Where there is no file, one is made with those of `inUse` that an earlier version has provably sent
    /// (`usedBefore()`), so that its configuration goes on working. `adopted` gets what that approved. Errors: those of `read()`, Io.
    Result<providers::ApprovedOrigins> open(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog,
                                            std::vector<providers::SecretUse>* adopted = nullptr) const;
    /// What `open()` would give; makes no file.
    Result<providers::ApprovedOrigins> look(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog) const;
    QString damagedCopy() const { return files::asideOf(m_path); }

private:
    /// `takenOver`: what is approved because it was used before; left empty if there is a file.
    Result<providers::ApprovedOrigins> known(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog,
                                             std::optional<std::vector<providers::SecretUse>>& takenOver) const;

    const QString m_dataDir;
    const QString m_path;
};

} // namespace gateway::host
