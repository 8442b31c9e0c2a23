#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace app {

/// Options of the history commands of `signalboxd config`.
struct HistoryRequest {
    enum class Verb { List, Show, Diff, Restore };

    Verb verb = Verb::List;
    int number = 0;           ///< all except List
    std::optional<int> other; ///< Diff: the other version; empty: the current file
    bool isTrusted = false;   ///< Restore: approves the destinations of its secrets
};

/// Options of `signalboxd backup`.
struct BackupOrder {
    enum class Verb { Export, Import };

    Verb verb = Verb::Export;
    QString file;            ///< absolute
    bool withSecrets = false; ///< Export
    bool withUsage = false;
    bool isAgreed = false;    ///< Import: no confirmation. Export: replaces an existing file
    QString passphraseFile;   ///< absolute; empty: typed
    bool isTrusted = false;   ///< Import: approves the destinations of its secrets
};

/// Combines the words after `config` with the options. Errors: InvalidRequest; the message names the problem and the
/// remedy.
gateway::Result<HistoryRequest> historyRequestFrom(const QStringList& words, HistoryRequest request = {});

/// Combines the words after `backup` with the options. Errors: see `historyRequestFrom()`.
gateway::Result<BackupOrder> backupOrderFrom(const QStringList& words, BackupOrder options);

} // namespace app
