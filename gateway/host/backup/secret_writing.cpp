#include "secret_writing.h"

#include <QPointer>

#include <utility>

namespace gateway::host {

bool isBackedUp(const SecretReference& reference)
{
    return reference.store == SecretReference::Store::Keychain || reference.store == SecretReference::Store::Vault;
}

SecretWriting::SecretWriting(secrets::SecretStore& store, IsWanted isWanted, QObject* parent)
    : QObject(parent), m_store(store), m_isWanted(std::move(isWanted))
{
}

void SecretWriting::write(std::map<std::string, Secret> all, Done done)
{
    m_left = std::move(all);
    m_done = std::move(done);
    m_stored = 0;
    QMetaObject::invokeMethod(this, [this] { next(); }, Qt::QueuedConnection);
}

void SecretWriting::next()
{
    while (!m_left.empty()) {
        const auto entry = m_left.extract(m_left.begin());
        const auto reference = SecretReference::parse(entry.key());
        if (!reference || !isBackedUp(*reference))
            continue;
        m_store.write(*reference, entry.mapped(), [self = QPointer(this)](const Result<void>& written) {
            if (!self)
                return;
            if (!written)
                return std::exchange(self->m_done, nullptr)(self->m_stored, written);
            ++self->m_stored;
            self->next();
        }, [self = QPointer(this), reference = entry.key()] { return !self || !self->m_isWanted || self->m_isWanted(reference); });
        return;
    }
    std::exchange(m_done, nullptr)(m_stored, {});
}

} // namespace gateway::host
