#include "tool_text.h"

#include "consumer_text.h"

#include "gateway/core/error.h"
#include "ui/models/formatter.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QLocale>
#include <QUrl>

#include <chrono>

namespace ui::models {

using gateway::WallTime;
using gateway::clients::ClientEntry;
using gateway::clients::ClientKind;
using gateway::clients::ClientState;
using gateway::clients::Drift;
using words::StateText;

namespace {

/// Host and port: in a list the end matters and must be visible.
QString shortAddress(const std::string& base)
{
    const QUrl address(QString::fromStdString(base));
    return address.host().isEmpty() ? QString::fromStdString(base) : address.authority();
}

QString seenAgo(const Tool& tool, WallTime now) { return tool.use.lastSeen ? ConsumerText::lastSeen(tool.use, now) : QString(); }

QString firstSeen(const Tool& tool) { return Formatter().dateTime(tool.state.firstSeenAt.toLocalTime()); }

/// Whether it reached the gateway since it was set up.
bool hasReached(const Tool& tool)
{
    const WallTime setUpAt{std::chrono::milliseconds{tool.state.setUpAt.toMSecsSinceEpoch()}};
    return tool.use.lastSeen && (!tool.state.isSetUp || *tool.use.lastSeen >= setUpAt);
}

/// Time without a request after which a set-up needs attention.
constexpr std::chrono::minutes kLongWait{10};

} // namespace

ToolStage stageOf(const ClientEntry& entry, const ClientState& state, const ConsumerUse& use)
{
    if (entry.kind == ClientKind::Cannot) return ToolStage::Cannot;
    if (state.isSetUp) {
        if (state.drift == Drift::Ours || state.drift == Drift::Gone) return ToolStage::Changed;
        if (state.drift == Drift::Unreadable) return ToolStage::Unreadable;
        if (state.isKeyRefused) return ToolStage::Refused;
        const WallTime setUpAt{std::chrono::milliseconds{state.setUpAt.toMSecsSinceEpoch()}};
        const bool isSeen = state.firstSeenAt.isValid() || (use.lastAnswered && *use.lastAnswered >= setUpAt);
        // With a manual set-up, a request may have come through the new address, which is not recorded.
        const bool isDecidedByFile = entry.kind == ClientKind::File || !isSeen;
        if (isDecidedByFile && state.misses) return ToolStage::OtherAddress;
        return isSeen ? ToolStage::Verified : ToolStage::Waiting;
    }
    if (entry.kind != ClientKind::File) return use.lastAnswered ? ToolStage::Verified : ToolStage::ByHand;
    if (!state.isInstalled) return ToolStage::NotFound;
    return state.pointsHere ? ToolStage::Elsewhere : ToolStage::NotSetUp;
}

StateText ToolText::stage(ToolStage stage)
{
    switch (stage) {
    case ToolStage::Verified: return {QStringLiteral("ok"), tr("verified")};
    case ToolStage::Waiting: return {QStringLiteral("busy"), tr("waiting")};
    case ToolStage::Changed: return {QStringLiteral("warn"), tr("changed")};
    case ToolStage::OtherAddress: return {QStringLiteral("error"), tr("other address")};
    case ToolStage::Refused: return {QStringLiteral("error"), tr("key not valid")};
    case ToolStage::Unreadable: return {QStringLiteral("warn"), tr("cannot be read")};
    case ToolStage::Elsewhere: return {QStringLiteral("ok"), tr("points here")};
    case ToolStage::NotSetUp: return {QStringLiteral("idle"), tr("not set up")};
    case ToolStage::ByHand: return {QStringLiteral("unknown"), tr("manual")};
    case ToolStage::NotFound: return {QStringLiteral("unknown"), tr("not found")};
    case ToolStage::Cannot: return {QStringLiteral("unknown"), tr("not supported")};
    }
    return {};
}

QString ToolText::secondLine(const Tool& tool, WallTime now)
{
    switch (tool.stage) {
    case ToolStage::Verified:
        if (!tool.use.lastSeen) return tr("first request: %1", "a time").arg(firstSeen(tool));
        return tr("last request: %1", "a time ago").arg(seenAgo(tool, now));
    case ToolStage::Waiting:
        if (!tool.state.failure.empty()) return tr("reached Signalbox, not answered: %1", "a reason").arg(failure(tool));
        if (hasReached(tool)) return tr("reached Signalbox, not answered yet");
        return tool.entry->kind == ClientKind::File ? tr("set up, waiting for the first request") : tr("has a key; set it up manually");
    case ToolStage::Changed: return tr("its settings were changed");
    case ToolStage::OtherAddress: return tr("set up for %1", "an address").arg(shortAddress(tool.state.base));
    case ToolStage::Refused: return tr("its key is no longer valid");
    case ToolStage::Unreadable: return tr("its file cannot be read");
    case ToolStage::Elsewhere: return tr("set up outside Signalbox");
    case ToolStage::NotSetUp:
        return tool.state.foundAs.empty() ? tr("on this machine") : tr("found: %1", "a program or a folder").arg(QString::fromStdString(tool.state.foundAs));
    case ToolStage::ByHand:
        if (hasReached(tool)) return tr("reached Signalbox, not answered yet");
        if (tool.entry->kind == ClientKind::Snippet) return tr("snippet to copy");
        return tool.state.isInstalled ? tr("found; manual steps required") : tr("manual steps required");
    case ToolStage::NotFound: return tr("not found on this machine");
    case ToolStage::Cannot: return tr("does not work with Signalbox");
    }
    return {};
}

QString ToolText::sentence(const Tool& tool, WallTime now)
{
    switch (tool.stage) {
    case ToolStage::Verified: {
        QString last = tool.use.lastSeen ? tr("Last request: %1.", "a time ago").arg(seenAgo(tool, now)) : QString();
        if (!tool.state.firstSeenAt.isValid()) return last;
        const QString model = QString::fromStdString(tool.state.firstModel);
        const QString first = model.isEmpty() ? tr("It works: first request received at %1.", "a time").arg(firstSeen(tool))
                                              : tr("It works: first request received at %1 (%2).", "a time, a model").arg(firstSeen(tool), model);
        return last.isEmpty() ? first : tr("%1 %2", "two sentences").arg(last, first);
    }
    case ToolStage::Waiting: return waiting(tool, now);
    case ToolStage::Changed: return tr("The settings were changed afterwards, perhaps by the client itself. Write them again, or restore the previous ones.");
    case ToolStage::OtherAddress: {
        const QString base = QString::fromStdString(tool.state.base);
        if (tool.entry->kind == ClientKind::File) return tr("It is set up for %1, where this gateway does not listen. Write the settings again, or restore the previous ones.", "an address").arg(base);
        return tr("It is set up for %1, where this gateway does not listen. Use the address in the steps below.", "an address").arg(base);
    }
    case ToolStage::Refused:
        return tr("The gateway no longer accepts its key, so its requests are rejected or counted as anonymous. Give it a new key, or restore the previous settings.");
    case ToolStage::Unreadable: return tr("The file can no longer be read. Fix it manually, or write it again.");
    case ToolStage::Elsewhere: return tr("The settings point here but were not written by Signalbox. Write them to give the client its own key.");
    case ToolStage::NotSetUp: return tr("Only the lines below change. Comments and order are kept. A backup is made, and one click restores it.");
    case ToolStage::ByHand:
        if (tool.entry->kind == ClientKind::Snippet) return tr("This client is set up in your own code or settings. Copy the lines below.");
        return tr("Other programs cannot write its settings. Follow these steps.");
    case ToolStage::NotFound: return tr("The client was not found on this machine. Install it and check again, or write its settings in advance.");
    case ToolStage::Cannot: return local(tool.entry->cannot);
    }
    return {};
}

/// Possible reasons why no request has arrived.
QString ToolText::waiting(const Tool& tool, WallTime now)
{
    QStringList sentences;
    const WallTime setUpAt{std::chrono::milliseconds{tool.state.setUpAt.toMSecsSinceEpoch()}};
    const QString model = QString::fromStdString(tool.state.failedModel);
    const QString why = failure(tool);
    if (tool.state.failure.ends_with(gateway::errorInfo(gateway::ErrorKind::GatewayPaused).code)) sentences << tr("Its request reached Signalbox and was refused because the gateway was paused. Resume the gateway, then use the client again.");
    else if (!why.isEmpty() && model.isEmpty()) sentences << tr("Its request reached Signalbox but was not answered: %1. See Requests for details.", "a reason").arg(why);
    else if (!why.isEmpty()) sentences << tr("Its request for %1 reached Signalbox but was not answered: %2. See Requests for details.", "a model, a reason").arg(model, why);
    else if (hasReached(tool)) sentences << tr("Its requests reach Signalbox, but none has been answered yet. Use the client once; its first answer verifies the setup.");
    else if (tool.entry->kind != ClientKind::File) sentences << tr("The key was created, but no file was written. Follow the steps below and use the client once; its first answer verifies the setup.");
    else if (now - setUpAt < kLongWait) sentences << tr("The settings are written. Use the client once; its first answer verifies the setup.");
    else sentences << tr("The settings are written, but no request has arrived yet. If you have used the client, restart it and make sure that it is not signed in to another provider.");
    for (const gateway::clients::Conflict& conflict : tool.state.conflicts) sentences << words::SentenceWords::of(messageOf(conflict));
    return sentences.join(QLatin1Char('\n'));
}

/// The recorded failure is a status and a code: "503 gateway_paused".
QString ToolText::failure(const Tool& tool)
{
    const std::string& said = tool.state.failure;
    const std::size_t space = said.find(' ');
    return space == std::string::npos ? QString::fromStdString(said) : words::FailureWords::errorCode(said.substr(space + 1));
}

QString ToolText::version(const Tool& tool)
{
    if (!tool.state.isInstalled || tool.entry->versions.empty()) return {};
    if (tool.state.version.empty()) return tr("Version unknown. The settings are for the latest version.");
    const QString known = tr("Version %1").arg(QString::fromStdString(tool.state.version));
    return tool.state.versionRule ? tr("%1. %2", "a version, and what is to be said of it").arg(known, local(tool.state.versionRule->text)) : known;
}

QString ToolText::local(const gateway::LocalText& text) { return QString::fromStdString(text.of(QLocale().name())); }

} // namespace ui::models
