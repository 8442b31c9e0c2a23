#pragma once

#include "gateway/host/status.h"

#include <QCoreApplication>
#include <QString>

namespace ui::words {

/// A displayed state: a status from palette.json and a text.
struct StateText {
    QString status;
    QString word;
};

/// Texts about the state of keys, and of providers because of them. Main thread.
class HealthWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::HealthWords)
public:
    /// A key, in one word: "ready", "missing".
    static StateText key(gateway::host::KeyHealth health);
    /// A provider without a usable key, in two words: "Key missing".
    static StateText keyProblem(const std::vector<gateway::host::KeyStatus>& keys);
    /// The same as a sentence with the remedy.
    static QString keySentence(const std::vector<gateway::host::KeyStatus>& keys);

private:
    /// For a key in the encrypted file or in memory; empty: use the general sentence.
    static QString ofOwnStore(const gateway::host::KeyStatus& key);
    static QString denied(const gateway::host::KeyStatus& key);
};

} // namespace ui::words
