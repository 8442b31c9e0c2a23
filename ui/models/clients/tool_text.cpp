#include "tool_text.h"

#include "conflict_text.h"
#include "consumer_text.h"

#include "ui/models/formatter.h"

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

/// Host and port: in a list their end is what matters, and is to be seen.
QString shortAddress(const std::string& base)
{
    const QUrl address(QString::fromStdString(base));
    return address.host().isEmpty() ? QString::fromStdString(base) : address.authority();
}

QString seenAgo(const Tool& tool, WallTime now) { return tool.use.lastSeen ? ConsumerText::lastSeen(tool.use, now) : QString(); }

QString firstSeen(const Tool& tool) { return Formatter().dateTime(tool.state.firstSeenAt.toLocalTime()); }

/// After which a set-up from which nothing has come is to be looked at.
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
        const bool isSeen = state.firstSeenAt.isValid() || (state.failure.empty() && use.lastSeen && *use.lastSeen >= setUpAt);
        // Where a person sets it up, a request may have come by the new address: nobody wrote that one down.
        const bool isDecidedByFile = entry.kind == ClientKind::File || !isSeen;
        if (isDecidedByFile && state.misses) return ToolStage::OtherAddress;
        return isSeen ? ToolStage::Verified : ToolStage::Waiting;
    }
    if (entry.kind != ClientKind::File) return use.lastSeen ? ToolStage::Verified : ToolStage::ByHand;
    if (!state.isInstalled) return ToolStage::NotFound;
    return state.pointsHere ? ToolStage::Elsewhere : ToolStage::NotSetUp;
}

StateText ToolText::stage(ToolStage stage)
{
    switch (stage) {
    case ToolStage::Verified: return {QStringLiteral("ok"), tr("verified")};
    case ToolStage::Waiting: return {QStringLiteral("busy"), tr("waiting")};
    case ToolStage::Changed: return {QStringLiteral("warn"), tr("changed since")};
    case ToolStage::OtherAddress: return {QStringLiteral("error"), tr("other address")};
    case ToolStage::Refused: return {QStringLiteral("error"), tr("key not valid")};
    case ToolStage::Unreadable: return {QStringLiteral("warn"), tr("cannot be read")};
    case ToolStage::Elsewhere: return {QStringLiteral("ok"), tr("leads here")};
    case ToolStage::NotSetUp: return {QStringLiteral("idle"), tr("not set up")};
    case ToolStage::ByHand: return {QStringLiteral("unknown"), tr("by hand")};
    case ToolStage::NotFound: return {QStringLiteral("unknown"), tr("not found")};
    case ToolStage::Cannot: return {QStringLiteral("unknown"), tr("cannot work")};
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
        if (!tool.state.failure.empty()) return tr("its request failed: %1", "a status and a code").arg(QString::fromStdString(tool.state.failure));
        return tool.entry->kind == ClientKind::File ? tr("written, waiting for the first request") : tr("has a key; to be set up by hand");
    case ToolStage::Changed: return tr("its settings were changed");
    case ToolStage::OtherAddress: return tr("set up for %1", "an address").arg(shortAddress(tool.state.base));
    case ToolStage::Refused: return tr("its key counts no longer");
    case ToolStage::Unreadable: return tr("its file cannot be read");
    case ToolStage::Elsewhere: return tr("set up by somebody else");
    case ToolStage::NotSetUp:
        return tool.state.foundAs.empty() ? tr("on this machine") : tr("found: %1", "a program or a folder").arg(QString::fromStdString(tool.state.foundAs));
    case ToolStage::ByHand:
        if (tool.entry->kind == ClientKind::Snippet) return tr("a piece to copy");
        return tool.state.isInstalled ? tr("found; a few steps by hand") : tr("a few steps by hand");
    case ToolStage::NotFound: return tr("not on this machine");
    case ToolStage::Cannot: return tr("does not work with Signalbox");
    }
    return {};
}

QString ToolText::sentence(const Tool& tool, WallTime now)
{
    switch (tool.stage) {
    case ToolStage::Verified: {
        const QString last = tool.use.lastSeen ? tr("A request by it came %1.", "a time ago").arg(seenAgo(tool, now)) : QString();
        if (!tool.state.firstSeenAt.isValid()) return last;
        const QString model = QString::fromStdString(tool.state.firstModel);
        const QString first = model.isEmpty() ? tr("It works: its first request was seen at %1.", "a time").arg(firstSeen(tool))
                                              : tr("It works: its first request was seen at %1 (%2).", "a time, a model").arg(firstSeen(tool), model);
        return last.isEmpty() ? first : tr("%1 %2", "two sentences").arg(last, first);
    }
    case ToolStage::Waiting: return waiting(tool, now);
    case ToolStage::Changed: return tr("Somebody changed what was written, such as the program itself. Write it again, or put back what was there before.");
    case ToolStage::OtherAddress: {
        const QString base = QString::fromStdString(tool.state.base);
        if (tool.entry->kind == ClientKind::File) return tr("It is set up for %1, where this gateway does not listen. Write it again, or put back what was there before.", "an address").arg(base);
        return tr("It was set up for %1, where this gateway does not listen. Give it the address that the steps below have.", "an address").arg(base);
    }
    case ToolStage::Refused:
        return tr("The gateway does not accept its key any more: its requests are refused, or come in as nobody’s. Give it a new key, or put back what was there before.");
    case ToolStage::Unreadable: return tr("Its file cannot be read any more. Mend it by hand, or write it again.");
    case ToolStage::Elsewhere: return tr("Its settings lead here, but were not written by Signalbox. Writing them gives it a key of its own.");
    case ToolStage::NotSetUp: return tr("Only the lines below change. Comments and order stay, a copy is kept, and one click puts it back.");
    case ToolStage::ByHand:
        if (tool.entry->kind == ClientKind::Snippet) return tr("It is set up in code or settings of your own. Copy this into them.");
        return tr("It keeps its settings where no other program may write. These steps set it up.");
    case ToolStage::NotFound: return tr("It was not found on this machine. Install it and look again; its settings can be written ahead of that.");
    case ToolStage::Cannot: return local(tool.entry->cannot);
    }
    return {};
}

/// What may be the cause that nothing has come.
QString ToolText::waiting(const Tool& tool, WallTime now)
{
    QStringList sentences;
    const WallTime setUpAt{std::chrono::milliseconds{tool.state.setUpAt.toMSecsSinceEpoch()}};
    const auto& [failure, model] = std::pair(QString::fromStdString(tool.state.failure), QString::fromStdString(tool.state.failedModel));
    if (!failure.isEmpty() && model.isEmpty()) sentences << tr("A request of it was seen and failed: %1. The page Requests says more.", "a status and a code").arg(failure);
    else if (!failure.isEmpty()) sentences << tr("A request of it for %1 was seen and failed: %2. The page Requests says more.", "a model, a status and a code").arg(model, failure);
    else if (tool.entry->kind != ClientKind::File) sentences << tr("Its key was made, but no file was written: follow the steps below, then use it once. It counts as verified when its first request has come.");
    else if (now - setUpAt < kLongWait) sentences << tr("Its settings are written. Use it once: it counts as verified when its first request has come.");
    else sentences << tr("Its settings are written, but no request has come since. If you have used it: restart it, and make sure that it is not signed in to a provider of its own.");
    for (const gateway::clients::Conflict& conflict : tool.state.conflicts) sentences << ConflictText::sentence(conflict);
    return sentences.join(QLatin1Char('\n'));
}

QString ToolText::version(const Tool& tool)
{
    if (!tool.state.isInstalled || tool.entry->versions.empty()) return {};
    if (tool.state.version.empty()) return tr("Its version is not known. What is written is for the latest one.");
    const QString known = tr("Version %1").arg(QString::fromStdString(tool.state.version));
    return tool.state.versionRule ? tr("%1. %2", "a version, and what is to be said of it").arg(known, local(tool.state.versionRule->text)) : known;
}

QString ToolText::local(const gateway::LocalText& text) { return QString::fromStdString(text.of(QLocale().name())); }

} // namespace ui::models
