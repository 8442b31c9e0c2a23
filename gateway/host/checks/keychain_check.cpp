#include "keychain_check.h"

#include <QUuid>

namespace gateway::host {

namespace {

// A new entry for each check: simultaneous checks must not delete each other's.
SecretReference newEntry() { return {SecretReference::Store::Keychain, std::string(secrets::kTrialEntries) + QUuid::createUuid().toString(QUuid::Id128).toStdString()}; }

bool isForLater(const Result<void>& removed) { return !removed && (removed.error().kind == ErrorKind::SecretLocked || removed.error().kind == ErrorKind::SecretTimeout); }

/// The keychain was locked meanwhile: deletes the entry once it is unlocked.
void takeAwayLater(secrets::SecretStore& store, const SecretReference& entry)
{
    QObject::connect(&store, &secrets::SecretStore::mayBeReadable, &store, [&store, entry] {
        store.remove(entry, [&store, entry](const Result<void>& removed) {
            if (isForLater(removed))
                takeAwayLater(store, entry);
        });
    }, Qt::SingleShotConnection);
}

// Whatever was read, the test entry is deleted.
void takeAway(secrets::SecretStore& store, const SecretReference& entry, Result<void> found, KeychainChecked done)
{
    store.remove(entry, [&store, entry, found = std::move(found), done = std::move(done)](const Result<void>& removed) {
        if (isForLater(removed))
            takeAwayLater(store, entry);
        done(found ? removed : found);
    });
}

Result<void> isSame(const Result<Secret>& read, const std::string& written)
{
    if (!read)
        return failure(read.error());
    if (read->reveal() != written)
        return failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "The keychain returned a different value than was stored.")});
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
    }, [] { return false; });
}

} // namespace gateway::host
