#pragma once

#include "consumer_activity.h"

#include "gateway/clients/client_setups.h"
#include "ui/words/health_words.h"

#include <QCoreApplication>
#include <QString>

namespace ui::models {

/// How far a tool is.
enum class ToolStage {
    Verified, ///< set up, and a request has come
    Waiting,  ///< set up, none has come yet
    Changed,  ///< set up, and then its own part was changed by somebody
    OtherAddress, ///< set up, for an address where the gateway does not listen by now
    Refused,  ///< set up, and the gateway does not accept its key any more
    Unreadable, ///< set up, and its file cannot be read any more
    Elsewhere, ///< leads here, but not through us
    NotSetUp,
    ByHand,  ///< steps for a person
    NotFound, ///< not on this machine
    Cannot,
};

/// One tool of the catalog on this machine.
struct Tool {
    const gateway::clients::ClientEntry* entry = nullptr;
    gateway::clients::ClientState state;
    ToolStage stage = ToolStage::NotFound;
    ConsumerUse use; ///< of the consumer whose key it has
};

ToolStage stageOf(const gateway::clients::ClientEntry& entry, const gateway::clients::ClientState& state, const ConsumerUse& use);

/// A tool in words, in the language in use. Main thread.
class ToolText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ToolText)
public:
    static words::StateText stage(ToolStage stage);
    /// "request seen 2 min ago", "found in ~/.claude".
    static QString secondLine(const Tool& tool, gateway::WallTime now);
    /// The stage as a sentence, with what to do about it.
    static QString sentence(const Tool& tool, gateway::WallTime now);
    /// Which version is installed, and what is to be said of it; empty where that makes no difference.
    static QString version(const Tool& tool);
    static QString waiting(const Tool& tool, gateway::WallTime now);
    /// In the language in use.
    static QString local(const gateway::LocalText& text);
};

} // namespace ui::models
