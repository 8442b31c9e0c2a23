#pragma once

#include "gateway/config/settings/settings.h"
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
    /// Adds `uses` to what the file has by now. A file that cannot be read is replaced. Errors: Io.
    Result<void> add(const std::vector<providers::SecretUse>& uses) const;
    /// What is approved. Where there is no file, one is made with everything that `settings` send: a configuration from
    /// before this version goes on working. `adopted` gets what that approved. Errors: those of `read()`, Io.
    Result<providers::ApprovedOrigins> open(const std::vector<providers::SecretUse>& inUse, std::vector<providers::SecretUse>* adopted = nullptr) const;

private:
    const QString m_path;
};

} // namespace gateway::host
