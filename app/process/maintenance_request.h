#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace app {

/// What `signalboxd config` is asked to do with the versions of the configuration.
struct HistoryRequest {
    enum class Verb { List, Show, Diff, Restore };

    Verb verb = Verb::List;
    int number = 0;           ///< all but List
    std::optional<int> other; ///< Diff: with which version; empty: with the file as it is
    bool isTrusted = false;   ///< Restore: its secrets may go where it sends them
};

/// What `signalboxd backup` is asked to do.
struct BackupOrder {
    enum class Verb { Export, Import };

    Verb verb = Verb::Export;
    QString file;            ///< absolute
    bool withSecrets = false; ///< Export
    bool withUsage = false;
    bool isAgreed = false;    ///< Import: nobody is asked. Export: a file that is there is replaced
    QString passphraseFile;   ///< absolute; empty: it is typed
    bool isTrusted = false;   ///< Import: its secrets may go where it sends them
};

/// Reads the words behind `config` into what the options said. Errors: InvalidRequest; the message names what is wrong and the remedy.
gateway::Result<HistoryRequest> historyRequestFrom(const QStringList& words, HistoryRequest request = {});

/// Reads the words behind `backup` into what the options said. Errors: as `historyRequestFrom()`.
gateway::Result<BackupOrder> backupOrderFrom(const QStringList& words, BackupOrder options);

} // namespace app
