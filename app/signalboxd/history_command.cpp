#include "history_command.h"

#include "app/process/counted.h"
#include "app/process/text_table.h"
#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/text/line_diff.h"
#include "gateway/providers/catalog.h"
#include "gateway/host/clients/revoked_keys.h"

#include <QDateTime>

#include <chrono>
#include <optional>
#include <ostream>
#include <set>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::config::Author;
using gateway::config::ConfigHistory;
using gateway::config::Version;

namespace {

int failed(const gateway::Error& error, std::ostream& err)
{
    err << "signalboxd: " << error.text() << '\n';
    return 1;
}

std::string localTime(gateway::WallTime time)
{
    const auto sinceEpoch = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toStdString();
}

int list(const ConfigHistory& history, std::ostream& out, std::ostream& err)
{
    const auto versions = history.list();
    if (!versions)
        return failed(versions.error(), err);
    if (versions->empty()) {
        err << "No versions yet: the first start or change saves one.\n";
        return 0;
    }
    std::vector<std::vector<std::string>> lines{{"version", "since", "by", "changes"}};
    for (const Version& version : *versions) {
        const std::string what = version.isFirst ? "oldest version kept" : version.changes.empty() ? "formatting only" : toText(version.changes);
        lines.push_back({std::to_string(version.number), localTime(version.time), std::string(toText(version.author)), what});
    }
    out << alignedText(lines, lines.front().size()) << std::flush;
    return 0;
}

/// Empty: no file.
Result<std::optional<std::string>> present(const QString& configFile) { return gateway::config::readConfigFile(configFile); }

int diff(const ConfigHistory& history, const HistoryRequest& request, const QString& configFile, std::ostream& out, std::ostream& err)
{
    const auto before = history.read(request.number);
    if (!before)
        return failed(before.error(), err);
    std::string after;
    if (request.other) {
        auto other = history.read(*request.other);
        if (!other)
            return failed(other.error(), err);
        after = std::move(*other);
    } else {
        auto file = present(configFile);
        if (!file)
            return failed(file.error(), err);
        after = file->value_or(std::string());
    }
    out << gateway::unifiedDiff(*before, after) << std::flush;
    return 0;
}

int restore(const ConfigHistory& history, int number, const QString& configFile, const QString& copyFolder, OriginApproval& approval, std::ostream& out,
            std::ostream& err)
{
    const auto catalog = gateway::providers::Catalog::load();
    if (!catalog)
        return failed(catalog.error(), err);
    const auto text = history.read(number);
    if (!text)
        return failed(text.error(), err);
    std::vector<gateway::config::Issue> issues;
    auto document = gateway::config::Document::parse(*text, issues);
    if (!document) {
        for (const auto& issue : issues)
            err << toText(issue) << '\n';
        err << "signalboxd: version " << number << " is not valid for this version of Signalbox; nothing was changed\n";
        return 1;
    }
    const auto before = present(configFile);
    if (!before)
        return failed(before.error(), err);
    const auto still = gateway::host::keepRevoked(*document, gateway::host::revokedKeys(history, *before));
    if (!still)
        return failed(still.error(), err);
    const std::string next = still->keys > 0 ? document->toText() : *text;
    if (*before == next) {
        out << "The configuration is already the same as version " << number << ".\n";
        return 0;
    }
    if (const auto decided = approval.decide(settingsIn(*before), document->settings(), document->settings(), **catalog); !decided)
        return failed(decided.error(), err);
    // Before it is written: a running gateway detects the change and finds the version in the history.
    const auto kept = history.keepChange(*before, next, Author::Command, std::chrono::system_clock::now());
    if (!kept)
        return failed(kept.error(), err);
    if (const auto written = gateway::config::writeConfigFile(configFile, next, gateway::config::Previous::Kept, copyFolder); !written) {
        static_cast<void>(history.forget(*kept));
        return failed(written.error(), err);
    }
    out << "Version " << number << " was restored as version " << *kept << ".\n";
    if (still->keys > 0)
        out << stillRevokedText(still->keys);
    const auto approved = approval.keep();
    return approved ? 0 : failed(approved.error(), err);
}

} // namespace

std::string stillRevokedText(std::size_t keys)
{
    return counted(keys, "revoked key") + " of it " + (keys == 1 ? "stays" : "stay") + " revoked. Create a new one if needed.\n";
}

int historyCommand(const HistoryRequest& request, const QString& configFile, const QString& dataDir, std::ostream& out, std::ostream& err,
                   const AskYesNo& ask)
{
    OriginApproval approval(dataDir, {request.isTrusted, ask}, err);
    const ConfigHistory history(ConfigHistory::folderIn(dataDir));
    switch (request.verb) {
    case HistoryRequest::Verb::List: return list(history, out, err);
    case HistoryRequest::Verb::Diff: return diff(history, request, configFile, out, err);
    case HistoryRequest::Verb::Restore: return restore(history, request.number, configFile, gateway::files::copyFolderIn(dataDir), approval, out, err);
    case HistoryRequest::Verb::Show: break;
    }
    const auto text = history.read(request.number);
    if (!text)
        return failed(text.error(), err);
    out << *text << std::flush;
    return 0;
}

} // namespace app
