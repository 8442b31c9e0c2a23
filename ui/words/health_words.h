#pragma once

#include "gateway/host/status.h"

#include <QCoreApplication>
#include <QString>

namespace ui::words {

/// A state as it is shown: a status of palette.json and a word.
struct StateText {
    QString status;
    QString word;
};

/// How keys are, and providers because of them. Main thread.
class HealthWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::HealthWords)
public:
    /// One key, in a word: "ready", "missing".
    static StateText key(gateway::host::KeyHealth health);
    /// A provider that none of its keys serves, in two words: "Key missing".
    static StateText keyProblem(const std::vector<gateway::host::KeyStatus>& keys);
    /// The same as a sentence with the remedy.
    static QString keySentence(const std::vector<gateway::host::KeyStatus>& keys);

private:
    /// Of a key in the encrypted file or in memory; empty: the usual sentence holds.
    static QString ofOwnStore(const gateway::host::KeyStatus& key);
    static QString denied(const gateway::host::KeyStatus& key);
};

} // namespace ui::words
