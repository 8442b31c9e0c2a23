#include "maintenance_request.h"

#include "folders.h"

#include <array>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;

namespace {

struct HistoryVerb {
    const char* name;
    HistoryRequest::Verb verb;
    int least; // minimum of the numbers that follow
    int most;
};

constexpr std::array kHistoryVerbs{
    HistoryVerb{"history", HistoryRequest::Verb::List, 0, 0},
    HistoryVerb{"show", HistoryRequest::Verb::Show, 1, 1},
    HistoryVerb{"diff", HistoryRequest::Verb::Diff, 1, 2},
    HistoryVerb{"restore", HistoryRequest::Verb::Restore, 1, 1},
};

Result<int> versionFrom(const QString& text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < 1)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("'" + text.toStdString() + "' is not a version number; signalboxd config history lists all versions"));
    return number;
}

} // namespace

Result<HistoryRequest> historyRequestFrom(const QStringList& words, HistoryRequest request)
{
    for (const HistoryVerb& row : kHistoryVerbs) {
        if (words.value(0) != QLatin1String(row.name))
            continue;
        const auto numbers = words.size() - 1;
        if (numbers < row.least || numbers > row.most)
            return failure(ErrorKind::InvalidRequest, gateway::asIs(std::string("config ") + row.name
                    + (row.most == 0 ? " takes no arguments" : row.most == 1 ? " needs one version" : " needs one or two versions")));
        request.verb = row.verb;
        for (qsizetype i = 1; i < words.size(); ++i) {
            const auto number = versionFrom(words[i]);
            if (!number)
                return failure(number.error());
            if (i == 1)
                request.number = *number;
            else
                request.other = *number;
        }
        return request;
    }
    return failure(ErrorKind::InvalidRequest, gateway::asIs("config needs history, show N, diff N [M] or restore N"));
}

Result<BackupOrder> backupOrderFrom(const QStringList& words, BackupOrder options)
{
    const QString verb = words.value(0);
    const bool isImport = verb == QLatin1String("import");
    if ((!isImport && verb != QLatin1String("export")) || words.size() != 2)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("backup needs export FILE or import FILE"));
    if (words[1] == QLatin1String("-"))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("a backup must be a file, not \"-\""));
    options.verb = isImport ? BackupOrder::Verb::Import : BackupOrder::Verb::Export;
    options.file = absolutePath(words[1]);
    if (isImport && options.withSecrets)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--with-secrets is an option of backup export; backup import restores all secrets in the backup"));
    return options;
}

} // namespace app
