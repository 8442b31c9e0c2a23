#include "backup_command.h"

#include "history_command.h"

#include "app/process/counted.h"
#include "app/process/text_table.h"
#include "app/signalboxd/keys/key_command.h"
#include "app/signalboxd/keys/terminal.h"
#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/host/backup/put_back.h"
#include "gateway/host/clients/revoked_keys.h"
#include "gateway/providers/catalog.h"
#include "gateway/secrets/vault.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QUuid>

#include <algorithm>
#include <chrono>
#include <istream>
#include <ostream>
#include <utility>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::Secret;
using gateway::config::Author;
using gateway::config::ConfigHistory;
using gateway::config::Document;
using gateway::config::Issue;
using gateway::host::BackupRequest;

namespace {

constexpr qint64 kLongestPassphrase = 4096;

bool isVaults(const std::string& reference) { return gateway::SecretReference::isIn(gateway::SecretReference::Store::Vault, reference); }

Result<Secret> firstLineOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, gateway::asIs("cannot read " + path.toStdString() + ": " + file.errorString().toStdString()));
    std::string line = file.readLine(kLongestPassphrase).toStdString();
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.pop_back();
    return Secret(std::move(line));
}

} // namespace

BackupCommand::BackupCommand(gateway::secrets::SecretStore& store, Places places, Person person, std::ostream& out, std::ostream& err,
                             QObject* parent)
    : QObject(parent), m_places(std::move(places)), m_person(std::move(person)), m_out(out), m_err(err), m_store(store), m_reading(store), m_writing(store)
{
}

void BackupCommand::run(const BackupOrder& order, Done done)
{
    m_order = order;
    m_done = std::move(done);
    order.verb == BackupOrder::Verb::Export ? exportAll() : importAll();
}

Result<Secret> BackupCommand::passphrase(bool isNew) const
{
    return m_order.passphraseFile.isEmpty() ? m_person.passphrase(isNew) : firstLineOf(m_order.passphraseFile);
}

void BackupCommand::exportAll()
{
    if (!m_order.isAgreed && QFileInfo::exists(m_order.file))
        return end(failure(ErrorKind::InvalidRequest, gateway::asIs(m_order.file.toStdString() + " already exists and was not changed; choose another file, or "
        "overwrite it with --yes")));
    if (!m_order.withSecrets)
        return exportWith({});
    const auto text = gateway::config::readConfigFile(m_places.configFile);
    if (!text)
        return end(failure(text.error()));
    std::vector<Issue> issues;
    const auto document = *text ? Document::parse(**text, issues) : Result<Document>(Document());
    if (!document)
        return end(failure(ErrorKind::ConfigInvalid,
            gateway::asIs("the configuration is not valid, so its secrets are unknown; see signalboxd --check-config")));
    const auto references = referencesIn(document->settings());
    const bool isInVault = std::ranges::any_of(references, [](const NamedReference& each) { return isVaults(each.reference); });
    if (!isInVault || !m_store.vault() || m_store.vault()->state() != gateway::secrets::Vault::State::Locked)
        return readSecrets(document->settings());
    openVault(m_store, m_person.vaultPassphrase, [self = QPointer(this), settings = document->settings()](const Result<void>& opened) {
        if (!self)
            return;
        if (!opened)
            self->m_err << "note: the encrypted key file is still locked: " << opened.error().text() << '\n';
        self->readSecrets(settings);
    });
}

void BackupCommand::readSecrets(const gateway::config::Settings& settings)
{
    m_reading.read(settings, [this](const SecretReading::Secrets& secrets) { exportWith(secrets); });
}

void BackupCommand::exportWith(const SecretReading::Secrets& secrets)
{
    BackupRequest request;
    request.file = m_order.file;
    request.configFile = m_places.configFile;
    request.dataDir = m_places.dataDir;
    request.withUsage = m_order.withUsage;
    request.cost = m_cost;
    request.now = std::chrono::system_clock::now();
    if (m_order.withSecrets)
        request.secrets.emplace();
    for (const auto& [reference, secret] : secrets) {
        const auto parsed = gateway::SecretReference::parse(reference);
        if (!parsed || !gateway::host::isBackedUp(*parsed))
            m_err << "note: " << reference << " is not included: only secrets in the keychain or in the encrypted file are\n";
        else if (secret)
            request.secrets->emplace(reference, *secret);
        else if (secret.error().kind != ErrorKind::SecretMissing)
            return end(failure(secret.error().kind, gateway::asIs("no backup was written because " + reference + " cannot be read: " + secret.error().text() + ". Try again, or omit --with-secrets")));
        else
            m_err << "note: " << reference << " is not in the backup: " << secret.error().text() << '\n';
    }
    finishExport(std::move(request));
}

void BackupCommand::finishExport(BackupRequest request)
{
    if (m_order.withSecrets || !m_order.passphraseFile.isEmpty()) {
        auto words = passphrase(true);
        if (!words)
            return end(failure(words.error()));
        request.passphrase = std::move(*words);
    }
    const auto made = gateway::host::writeBackup(request);
    if (!made)
        return end(failure(made.error()));
    m_out << m_order.file.toStdString() << ": the configuration, " << counted(made->versions, "version") << " of it";
    if (m_order.withSecrets)
        m_out << ", " << counted(made->secrets, "secret") << ", " << counted(made->files, "file");
    m_out << (made->withUsage ? ", the ledger" : "") << (made->isSealed ? "; encrypted with the passphrase" : "; without secrets, not encrypted") << '\n'
          << std::flush;
    end({});
}

void BackupCommand::importAll()
{
    if (const auto prepared = prepare(); !prepared)
        return end(prepared);
    tell();
    const auto agreed = m_order.isAgreed ? Result<bool>(true) : m_person.agrees();
    if (!agreed)
        return end(failure(agreed.error()));
    if (!*agreed)
        return end(failure(ErrorKind::InvalidRequest, gateway::asIs("nothing was restored")));
    if (const auto decided = decideOrigins(); !decided)
        return end(decided);
    // Steps that can fail because of others come first, those with an immediate effect last.
    if (const auto usage = m_order.withUsage ? putBackLedger() : Result<void>(); !usage)
        return end(usage);
    const bool isForVault = std::ranges::any_of(m_backup.secrets, [](const auto& entry) { return isVaults(entry.first); });
    if (!isForVault)
        return storeSecrets();
    openVault(m_store, m_person.vaultPassphrase, [self = QPointer(this)](const Result<void>& opened) {
        if (!self)
            return;
        if (opened)
            return self->storeSecrets();
        self->end(failure(opened.error().kind, gateway::asIs("keys of the backup belong into the encrypted file, which is locked: " + opened.error().text() + "; the configuration was not changed")));
    });
}

void BackupCommand::storeSecrets()
{
    m_writing.write(m_backup.secrets, [this](std::size_t stored, const Result<void>& result) {
        if (!result)
            return end(failure(result.error().kind,
                gateway::asIs(counted(stored, "secret") + " could be stored before an error occurred: " + result.error().text() + "; the configuration was not changed")));
        putBack();
    });
}

Result<void> BackupCommand::prepare()
{
    const auto isSealed = gateway::host::isSealedBackup(m_order.file);
    if (!isSealed)
        return failure(isSealed.error());
    std::optional<Secret> words;
    if (*isSealed) {
        auto typed = passphrase(false);
        if (!typed)
            return failure(typed.error());
        words = std::move(*typed);
    }
    if (auto made = m_order.withUsage ? gateway::files::makePrivateFolder(m_places.dataDir) : Result<void>(); !made)
        return made;
    if (m_order.withUsage)
        m_usage = m_places.dataDir + QStringLiteral("/import-%1.sqlite").arg(QUuid::createUuid().toString(QUuid::Id128));
    auto backup = gateway::host::readBackup(m_order.file, words, m_usage);
    if (!backup)
        return failure(backup.error());
    m_backup = std::move(*backup);
    if (m_order.withUsage && !m_backup.hasUsage)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("the backup has no ledger; omit --with-usage"));
    auto before = gateway::config::readConfigFile(m_places.configFile);
    if (!before)
        return failure(before.error());
    m_before = std::move(*before);
    return m_backup.config ? prepareConfiguration() : Result<void>();
}

/// As when a version from the history is restored: no revoked key becomes valid again.
Result<void> BackupCommand::prepareConfiguration()
{
    std::vector<Issue> issues;
    auto document = Document::parse(*m_backup.config, issues);
    if (!document) {
        for (const Issue& issue : issues)
            m_err << shownText(toText(issue)) << '\n';
        return failure(ErrorKind::ConfigInvalid, gateway::asIs("the configuration in the backup is not valid for this version of Signalbox; nothing was restored"));
    }
    const ConfigHistory history(ConfigHistory::folderIn(m_places.dataDir));
    const auto still = gateway::host::keepRevoked(*document, gateway::host::revokedKeys(history, m_before));
    if (!still)
        return failure(still.error());
    m_stillRevoked = still->keys;
    m_next = m_stillRevoked > 0 ? document->toText() : *m_backup.config;
    return {};
}

void BackupCommand::tell() const
{
    m_err << "A backup of " << gateway::config::toTimestamp(m_backup.madeAt) << ", made by Signalbox " << shownText(m_backup.madeBy) << ".\n";
    if (m_next && m_next != m_before) {
        m_err << (m_before ? "Replaces " : "Makes ") << m_places.configFile.toStdString();
        if (m_before)
            m_err << ": " << shownText(toText(gateway::config::changedParts(*m_before, *m_next), 20)) << "; the current one is kept as a version";
        m_err << '\n';
    } else {
        m_err << "The configuration is not changed.\n";
    }
    if (m_stillRevoked > 0)
        m_err << stillRevokedText(m_stillRevoked);
    if (!m_backup.versions.empty())
        m_err << "Adds " << counted(m_backup.versions.size(), "version") << " to the history, those that are missing there.\n";
    for (const auto& [reference, secret] : m_backup.secrets)
        m_err << "Stores " << shownText(reference) << (isVaults(reference) ? " in the encrypted file" : " in the keychain") << ", replacing existing ones of the same name.\n";
    const auto restorable = gateway::host::restorableFiles(m_backup, m_places.dataDir);
    for (const auto& [name, text] : m_backup.files)
        if (!restorable.contains(name))
            m_err << "Leaves out " << shownText(name) << ": one already exists here, or a new one is created.\n";
    for (const auto& [name, text] : restorable) {
        const bool isThere = QFileInfo::exists(m_places.dataDir + QLatin1Char('/') + QString::fromStdString(name));
        m_err << (isThere ? "Replaces " : "Makes ") << shownText(name) << " in " << m_places.dataDir.toStdString() << '\n';
    }
    if (m_order.withUsage)
        m_err << (QFileInfo::exists(gateway::usage::Ledger::fileIn(m_places.dataDir)) ? "Replaces the ledger; the current one is kept next to it.\n"
                                                                                     : "Creates the ledger.\n");
    else if (m_backup.hasUsage)
        m_err << "The ledger in the backup is not restored; add --with-usage to restore it.\n";
    m_err.flush();
}

// A backup may come from anybody: restoring it does not approve destinations for this machine's secrets. Nor may its
// usage count as this machine's if there is no list of approvals yet.
Result<void> BackupCommand::decideOrigins()
{
    if (!m_next && m_usage.isEmpty())
        return {};
    const auto catalog = gateway::providers::Catalog::load();
    if (!catalog)
        return failure(catalog.error());
    m_approval = std::make_unique<OriginApproval>(m_places.dataDir, ApprovalMode{m_order.isTrusted, m_order.isAgreed ? AskYesNo() : m_person.maySend}, m_err);
    return m_approval->decide(settingsIn(m_before), settingsIn(m_next ? m_next : m_before), settingsIn(m_next), **catalog);
}

Result<void> BackupCommand::putBackLedger()
{
    const auto kept = gateway::host::putBackUsage(m_usage, m_places.dataDir, std::chrono::system_clock::now());
    if (!kept)
        return failure(kept.error());
    if (!kept->isEmpty())
        m_out << "The previous ledger is " << kept->toStdString() << '\n';
    return {};
}

void BackupCommand::putBack()
{
    auto result = gateway::host::putBackFiles(m_backup, m_places.dataDir);
    if (result)
        result = putBackConfiguration();
    if (result)
        m_out << "The backup was restored.\n" << std::flush;
    end(result && m_approval ? m_approval->keep() : result);
}

Result<void> BackupCommand::putBackConfiguration()
{
    if (!m_next || m_next == m_before)
        return {};
    const auto now = gateway::config::readConfigFile(m_places.configFile);
    if (!now || *now != m_before)
        return failure(ErrorKind::Io, gateway::asIs("another program changed " + m_places.configFile.toStdString() + "; try again"));
    const ConfigHistory history(ConfigHistory::folderIn(m_places.dataDir));
    const auto kept = history.keepChange(m_before, *m_next, Author::Backup, std::chrono::system_clock::now());
    if (!kept)
        return failure(kept.error());
    auto written = gateway::config::writeConfigFile(m_places.configFile, *m_next, gateway::config::Previous::Kept, gateway::files::copyFolderIn(m_places.dataDir));
    if (!written)
        static_cast<void>(history.forget(*kept));
    return written;
}

void BackupCommand::end(const Result<void>& result)
{
    if (!m_usage.isEmpty())
        QFile::remove(m_usage); // if it was not restored
    if (!result)
        m_err << "signalboxd: " << shownText(result.error().text()) << '\n' << std::flush;
    if (const auto done = std::exchange(m_done, nullptr))
        done(result ? 0 : 1);
}

BackupCommand::Person personAtTerminal(std::istream& in, std::ostream& err)
{
    const auto ask = [&in, &err](const char* prompt) {
        std::string line;
        err << prompt << std::flush;
        {
            const EchoOff hidden;
            std::getline(in, line);
        }
        err << '\n';
        return Secret(std::move(line));
    };
    const auto askTwice = [ask](const char* prompt, bool isNew) -> Result<Secret> {
        Secret typed = ask(prompt);
        if (isNew && ask("Repeat it: ").reveal() != typed.reveal())
            return failure(ErrorKind::InvalidRequest, gateway::asIs("the two passphrases differ; nothing was written"));
        return typed;
    };
    BackupCommand::Person person;
    person.passphrase = [askTwice](bool isNew) -> Result<Secret> {
        if (!standardInputIsTerminal())
            return failure(ErrorKind::InvalidRequest, gateway::asIs("a passphrase can be entered only at a terminal; use --passphrase-file"));
        return askTwice("Passphrase (not shown): ", isNew);
    };
    person.vaultPassphrase = [askTwice](bool isNew) -> Result<Secret> {
        if (!standardInputIsTerminal())
            return failure(ErrorKind::InvalidRequest,
                gateway::asIs(std::string("a passphrase can be entered only at a terminal; write it to a file with mode 0600 and set this variable to its path: ") + gateway::secrets::Vault::kPassphraseVariable));
        return askTwice(isNew ? "Passphrase of the new encrypted key file (not shown): " : "Passphrase of the encrypted key file (not shown): ", isNew);
    };
    person.agrees = [&in, &err]() -> Result<bool> {
        if (!standardInputIsTerminal())
            return failure(ErrorKind::InvalidRequest, gateway::asIs("nothing was restored: confirmation needs a terminal; use --yes to confirm"));
        err << "Restore it? [y/N] " << std::flush;
        std::string line;
        std::getline(in, line);
        return line == "y" || line == "Y" || line == "yes";
    };
    person.maySend = yesNoAtTerminal(in, err);
    return person;
}

} // namespace app
