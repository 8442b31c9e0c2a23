#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace gateway::host {

/// A file of the data folder that has no content any more, as a write on a full disk or a loss of power leaves it.
struct LostFile {
    enum class Kind { Vault, Ledger };
    Kind kind = Kind::Vault;
    QString path;
    std::string lost;   ///< what it held, as far as that is known
    std::string remedy; ///< the newest good copy, and how it is put back
};

/// Looks at the vault and the ledger. `references` gives those of the secrets that the configuration names, and is asked only where
/// the vault is lost. Changes nothing. Blocks; any thread.
std::vector<LostFile> findLostFiles(const QString& dataDir, const std::function<std::vector<std::string>()>& references);
/// One sentence after the other.
std::string lostFileText(const LostFile& file);

/// The newest readable backup in any of the folders; empty: there is none.
QString newestBackupIn(const QStringList& folders);

} // namespace gateway::host
