#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace gateway::host {

/// A file of the data folder that lost its content, as after a write to a full disk or a power failure.
struct LostFile {
    enum class Kind { Vault, Ledger };
    Kind kind = Kind::Vault;
    QString path;
    std::string lost;   ///< what it contained, as far as known
    std::string remedy; ///< the newest good copy, and how to restore it
};

/// Checks the vault and the ledger. `references` returns the secret references of the configuration and is called only
/// if the vault is lost. Changes nothing. Blocks; any thread.
std::vector<LostFile> findLostFiles(const QString& dataDir, const std::function<std::vector<std::string>()>& references);
/// Joins the sentences into one text.
std::string lostFileText(const LostFile& file);

/// The newest readable backup in any of the folders; empty: none.
QString newestBackupIn(const QStringList& folders);

} // namespace gateway::host
