#include "keychain_choice.h"

#include "gateway/core/log.h"

#include <algorithm>

namespace gateway::secrets {

namespace {

/// Callers that request many keys get the same result for all.
constexpr qint64 kRefusedFor_ms = 3000;
/// For a query that is only informative.
constexpr int kLook_ms = 2000;

Error keptElsewhere(KeychainMove move)
{
    return {ErrorKind::SecretUnavailable,
        Sentence::of(move.kept == KeychainService::KWallet
            ? QT_TRANSLATE_NOOP("Error", "the keys are stored in KWallet, which does not respond; only Secret Service was found, which does not contain them. Start "
        "KWallet, and the keys are read automatically")
            : QT_TRANSLATE_NOOP("Error", "the keys are stored in Secret Service, which does not respond; only KWallet was found, which does not contain them. Start "
        "Secret Service, such as GNOME Keyring, and the keys are read automatically")),
        {}, std::string(nameOf(move.kept))};
}

} // namespace

Error noKeychainService(const std::string& detail)
{
    return {ErrorKind::SecretUnavailable,
        "there is no keychain service: start one, such as GNOME Keyring or KWallet, or use another reference: vault: (encrypted file), session: (until Signalbox "
        "exits), env: or file:",
        detail};
}

KeychainChoice::KeychainChoice(std::unique_ptr<ServiceProbe> probe, const QString& noteFile, int limit_ms)
    : m_probe(std::move(probe)), m_note(noteFile), m_limit_ms(limit_ms)
{
    connect(m_probe.get(), &ServiceProbe::came, this, [this] {
        m_refused.reset();
        if (!m_isSettled)
            Q_EMIT mayBeSettled();
    });
}

void KeychainChoice::settle(Done done)
{
    std::vector<KeychainService> order = m_probe->order();
    if (m_isSettled || order.empty() || (m_refused && m_refusedSince.elapsed() < kRefusedFor_ms)) {
        m_isSettled = m_isSettled || order.empty();
        const auto known = m_isSettled ? Result<void>() : Result<void>(failure(*m_refused));
        QMetaObject::invokeMethod(this, [known, done = std::move(done)] { done(known); }, Qt::QueuedConnection);
        return;
    }
    const auto kept = m_note.service();
    if (!kept)
        return tryFirst(order, std::move(done));
    m_probe->start(*kept, m_limit_ms, [this, kept = *kept, done = std::move(done)](bool isHere) {
        if (isHere)
            take(kept, done);
        else
            lookForOther(kept, kept == KeychainService::KWallet ? KeychainService::SecretService : KeychainService::KWallet, done);
    });
}

// No key was stored yet: uses whichever is available, and keeps using it.
void KeychainChoice::tryFirst(const std::vector<KeychainService>& order, Done done)
{
    const std::vector<KeychainService> rest(order.begin() + 1, order.end());
    m_probe->start(order.front(), m_limit_ms, [this, first = order.front(), rest, done = std::move(done)](bool isHere) {
        if (isHere)
            take(first, done);
        else if (rest.empty())
            refuse(noKeychainService(), {}, done);
        else
            tryFirst(rest, done);
    });
}

void KeychainChoice::lookForOther(KeychainService kept, KeychainService other, Done done)
{
    m_probe->look(other, kLook_ms, [this, move = KeychainMove{kept, other}, done = std::move(done)](bool isHere) {
        if (isHere)
            refuse(keptElsewhere(move), move, done);
        else
            refuse(noKeychainService(), {}, done);
    });
}

void KeychainChoice::take(KeychainService service, const Done& done)
{
    qCDebug(logSecrets) << "the keychain is" << std::string(nameOf(service)).c_str();
    m_isSettled = true;
    m_service = service;
    m_refused.reset();
    setMoved({});
    done({});
}

void KeychainChoice::refuse(Error error, std::optional<KeychainMove> moved, const Done& done)
{
    m_refused = error;
    m_refusedSince.start();
    setMoved(moved);
    done(failure(std::move(error)));
}

void KeychainChoice::setMoved(std::optional<KeychainMove> moved)
{
    if (std::exchange(m_moved, moved) != moved)
        Q_EMIT movedChanged();
}

std::optional<KeychainService> KeychainChoice::likely() const
{
    const std::vector<KeychainService> order = m_probe->order();
    if (order.empty())
        return {};
    return m_service ? m_service : m_note.service().value_or(order.front());
}

void KeychainChoice::steer()
{
    if (m_service)
        m_probe->steer(*m_service);
}

void KeychainChoice::noteUse()
{
    if (m_service)
        m_note.set(*m_service);
}

void KeychainChoice::useFound()
{
    if (m_isSettled || !m_moved)
        return;
    m_note.set(m_moved->found);
    m_refused.reset();
    setMoved({});
    Q_EMIT mayBeSettled();
}

} // namespace gateway::secrets
