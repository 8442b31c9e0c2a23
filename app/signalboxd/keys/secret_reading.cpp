#include "secret_reading.h"

#include "key_command.h"

#include "gateway/core/secret_reference.h"

#include <QPointer>

#include <utility>

namespace app {

using gateway::Result;
using gateway::Secret;
using gateway::SecretReference;

SecretReading::SecretReading(gateway::secrets::SecretStore& store, QObject* parent)
    : QObject(parent), m_store(store)
{
}

void SecretReading::read(const gateway::config::Settings& settings, Done done)
{
    for (const NamedReference& each : referencesIn(settings))
        m_references.push_back(each.reference);
    m_done = std::move(done);
    readNext();
}

void SecretReading::readNext()
{
    while (!m_references.empty()) {
        const std::string text = std::move(m_references.back());
        m_references.pop_back();
        const auto reference = SecretReference::parse(text);
        if (!reference) {
            m_secrets.insert_or_assign(text, tl::unexpected(reference.error()));
            continue;
        }
        m_store.read(*reference, [self = QPointer(this), text](const Result<Secret>& read) {
            if (!self)
                return;
            self->m_secrets.insert_or_assign(text, read);
            self->readNext();
        });
        return;
    }
    std::exchange(m_done, nullptr)(std::exchange(m_secrets, {}));
}

} // namespace app
