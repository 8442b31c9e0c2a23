#include "keychain_trial.h"

#include "provider_draft.h"

#include "ui/words/sentence_words.h"

#include <QPointer>

namespace ui::models {

using gateway::ErrorKind;

KeychainTrial::KeychainTrial(const Access& access, QObject* parent) : QObject(parent), m_access(access)
{
    connect(&access.news(), &GatewayNews::keysMayBeReadable, this, [this] {
        if (state() == State::Locked) begin();
    });
}

void KeychainTrial::begin()
{
    if (m_isTrying) return;
    m_isTrying = true;
    m_result.reset();
    Q_EMIT changed();
    m_access.secrets().checkKeychain([guard = QPointer(this)](const gateway::Result<void>& result) {
        if (!guard) return;
        guard->m_isTrying = false;
        guard->m_result = result;
        Q_EMIT guard->changed();
    });
}

KeychainTrial::State KeychainTrial::state() const
{
    if (!m_result) return m_isTrying ? State::Trying : State::Untried;
    if (*m_result) return State::Works;
    const ErrorKind kind = m_result->error().kind;
    return kind == ErrorKind::SecretLocked || kind == ErrorKind::SecretTimeout ? State::Locked : State::Unusable;
}

bool KeychainTrial::isAbsent() const { return m_result && !*m_result && m_result->error().kind == ErrorKind::SecretUnavailable; }

QString KeychainTrial::status() const
{
    switch (state()) {
    case State::Untried: return QStringLiteral("idle");
    case State::Trying: return QStringLiteral("busy");
    case State::Works: return QStringLiteral("ok");
    case State::Locked: return QStringLiteral("locked");
    case State::Unusable: return QStringLiteral("warn");
    }
    return {};
}

QString KeychainTrial::word() const
{
    switch (state()) {
    case State::Untried: return tr("Not checked yet");
    case State::Trying: return tr("Writing, reading and deleting an entry…");
    case State::Works: return tr("Working");
    case State::Locked: return tr("Locked");
    case State::Unusable: return tr("Not usable");
    }
    return {};
}

QString KeychainTrial::reason() const { return state() == State::Works ? tr("an entry was written, read and deleted") : QString(); }

QString KeychainTrial::sentence() const
{
    switch (state()) {
    case State::Untried: return {};
    case State::Trying: return tr("The system may ask for its password.");
    case State::Works: return tr("Keys are stored there unless you choose another place.");
    case State::Locked:
    case State::Unusable: return secretProblem(m_result->error());
    }
    return {};
}

QString KeychainTrial::detail() const { return m_result && !*m_result ? words::SentenceWords::of(m_result->error()) : QString(); }

} // namespace ui::models
