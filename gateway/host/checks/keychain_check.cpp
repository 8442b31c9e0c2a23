#include "keychain_check.h"

#include <QUuid>

namespace gateway::host {

namespace {

// One of its own each time: two that look at once must not take each other's away.
SecretReference newEntry() { return {SecretReference::Store::Keychain, std::string(secrets::kTrialEntries) + QUuid::createUuid().toString(QUuid::Id128).toStdString()}; }

// Whatever was read, nothing of the check stays behind.
void takeAway(secrets::SecretStore& store, const SecretReference& entry, Result<void> found, KeychainChecked done)
{
    store.remove(entry, [found = std::move(found), done = std::move(done)](const Result<void>& removed) {
        done(found ? removed : found);
    });
}

Result<void> isSame(const Result<Secret>& read, const std::string& written)
{
    if (!read)
        return failure(read.error());
    if (read->reveal() != written)
        return failure(ErrorKind::SecretMissing, "The keychain gave back another value than it was given.");
    return {};
}

} // namespace

void checkKeychain(secrets::SecretStore& store, KeychainChecked done)
{
    const std::string value = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    const SecretReference entry = newEntry();
    store.write(entry, Secret(value), [&store, entry, value, done = std::move(done)](const Result<void>& written) mutable {
        if (!written)
            return done(written);
        store.read(entry, [&store, entry, value, done = std::move(done)](const Result<Secret>& read) mutable {
            takeAway(store, entry, isSame(read, value), std::move(done));
        });
    });
}

} // namespace gateway::host
