#include "keychain_check.h"

#include <QUuid>

namespace gateway::host {

namespace {

const SecretReference kEntry{SecretReference::Store::Keychain, "signalbox/check"};

// Whatever was read, nothing of the check stays behind.
void takeAway(secrets::SecretStore& store, Result<void> found, KeychainChecked done)
{
    store.remove(kEntry, [found = std::move(found), done = std::move(done)](const Result<void>& removed) {
        done(found ? removed : found);
    });
}

Result<void> isSame(const Result<Secret>& read, const std::string& written)
{
    if (!read)
        return failure(read.error());
    if (read->reveal() != written)
        return failure(ErrorKind::SecretUnavailable, "The keychain gave back another value than it was given.");
    return {};
}

} // namespace

void checkKeychain(secrets::SecretStore& store, KeychainChecked done)
{
    const std::string value = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    store.write(kEntry, Secret(value), [&store, value, done = std::move(done)](const Result<void>& written) mutable {
        if (!written)
            return done(written);
        store.read(kEntry, [&store, value, done = std::move(done)](const Result<Secret>& read) mutable {
            takeAway(store, isSame(read, value), std::move(done));
        });
    });
}

} // namespace gateway::host
