#pragma once

#include "consumer_activity.h"

#include "gateway/clients/client_setups.h"
#include "ui/words/health_words.h"

#include <QCoreApplication>
#include <QString>

namespace ui::models {

/// State of a tool.
enum class ToolStage {
    Verified, ///< set up, and a request was answered
    Waiting,  ///< set up, no answered request yet
    Changed,  ///< set up, and our settings were changed since
    OtherAddress, ///< set up for an address at which the gateway does not listen any more
    Refused,  ///< set up, but the gateway rejects its key
    Unreadable, ///< set up, but its file is unreadable
    Elsewhere, ///< leads to the gateway, but was not set up by us
    NotSetUp,
    ByHand,  ///< manual set-up
    NotFound, ///< not on this machine
    Cannot,
};

/// A tool of the catalog on this machine.
struct Tool {
    const gateway::clients::ClientEntry* entry = nullptr;
    gateway::clients::ClientState state;
    ToolStage stage = ToolStage::NotFound;
    ConsumerUse use; ///< of the consumer that owns its key
};

ToolStage stageOf(const gateway::clients::ClientEntry& entry, const gateway::clients::ClientState& state, const ConsumerUse& use);

/// Texts about a tool, in the current language. Main thread.
class ToolText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ToolText)
public:
    static words::StateText stage(ToolStage stage);
    /// "request seen 2 min ago", "found in ~/.claude".
    static QString secondLine(const Tool& tool, gateway::WallTime now);
    /// The state as a sentence, with the remedy.
    static QString sentence(const Tool& tool, gateway::WallTime now);
    /// The installed version and the note about it; empty if irrelevant.
    static QString version(const Tool& tool);
    static QString waiting(const Tool& tool, gateway::WallTime now);
    /// Why its last request failed: "paused".
    static QString failure(const Tool& tool);
    /// The text in the current language.
    static QString local(const gateway::LocalText& text);
};

} // namespace ui::models
