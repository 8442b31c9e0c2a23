#include "import_command.h"

#include "app/process/counted.h"
#include "gateway/config/config_file.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/config/foreign/merge.h"
#include "gateway/config/history/config_history.h"
#include "gateway/host/checks/provider_checks.h"
#include "gateway/core/text/printable.h"
#include "gateway/providers/catalog.h"

#include <QFile>
#include <QPointer>

#include <chrono>
#include <istream>
#include <ostream>
#include <utility>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::printable;
using gateway::Result;
using gateway::Secret;
using gateway::SecretReference;
using gateway::config::Document;
using gateway::config::Issue;
using gateway::config::foreign::MetSecret;

namespace {

constexpr std::size_t kMaxBytes = 8 * 1024 * 1024;
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr const char* kEmptyConfiguration = R"({"version": 1})";

} // namespace

Result<std::string> readInput(const QString& file, std::istream& in, std::size_t most, const std::string& tooLarge)
{
    std::string text;
    std::string piece(kPieceBytes, '\0');
    QFile source(file);
    const bool isFile = file != QLatin1String("-");
    const auto unreadable = [&] {
        return failure(ErrorKind::Io, gateway::asIs("cannot read " + file.toStdString() + ": " + source.errorString().toStdString()));
    };
    if (isFile && !source.open(QIODevice::ReadOnly))
        return unreadable();
    while (text.size() <= most) {
        qint64 length = 0;
        if (isFile)
            length = source.read(piece.data(), static_cast<qint64>(piece.size()));
        else
            length = in.read(piece.data(), static_cast<std::streamsize>(piece.size())).gcount();
        if (length < 0)
            return unreadable();
        if (length == 0)
            return text;
        text.append(piece, 0, static_cast<std::size_t>(length));
    }
    return failure(ErrorKind::InvalidRequest, gateway::asIs(tooLarge));
}

Result<std::string> readImportFile(const QString& file, std::istream& in)
{
    return readInput(file, in, kMaxBytes, "the document is larger than 8 MiB");
}

ImportCommand::ImportCommand(
    gateway::secrets::SecretStore& store, std::ostream& out, std::ostream& err, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_out(out)
    , m_err(err)
{
}

void ImportCommand::run(const std::string& text, const ImportOptions& options, Done done)
{
    m_options = options;
    m_done = std::move(done);
    if (const auto prepared = prepare(text); !prepared)
        return end(prepared);
    tell();
    storeNext(0);
}

/// The settings to merge into. `before` receives the content of the file.
Result<Document> ImportCommand::base(std::optional<std::string>& before) const
{
    std::vector<Issue> issues;
    if (m_options.write) {
        auto text = gateway::config::readConfigFile(m_options.configFile);
        if (!text)
            return failure(text.error());
        before = std::move(*text);
    }
    auto document = Document::parse(before.value_or(kEmptyConfiguration), issues);
    if (!document)
        return failure(ErrorKind::ConfigInvalid,
            gateway::asIs(m_options.configFile.toStdString() + ": " + document.error().text() + "; see signalboxd --check-config"));
    return document;
}

Result<void> ImportCommand::prepare(const std::string& text)
{
    auto conversion = gateway::config::foreign::importText(text, m_options.from);
    if (!conversion)
        return failure(conversion.error());
    m_conversion = std::move(*conversion);
    const auto document = base(m_before);
    if (!document)
        return failure(document.error());
    const auto settings = gateway::config::foreign::merged(
        document->settings(), m_conversion, m_options.replace, m_conversion.notes, &m_conversion.outcomes);
    if (!settings)
        return failure(settings.error());
    std::vector<Issue> issues;
    const auto next = document->with(*settings, issues);
    if (!next)
        return failure(ErrorKind::ConfigInvalid, gateway::asIs("the result is not a valid configuration: " + next.error().text()));
    if (const auto catalog = gateway::providers::Catalog::load())
        for (Issue& issue : gateway::host::checkProviders(*settings, **catalog))
            m_err << printable(toText(issue)) << '\n';
    m_result = next->toText();
    m_next = next->settings();
    return {};
}

/// Prints the three lists, then notes that no entry contains.
void ImportCommand::tellOutcomes() const
{
    using gateway::config::foreign::Fate;
    std::size_t counts[3]{};
    for (const auto& outcome : m_conversion.outcomes) {
        ++counts[static_cast<std::size_t>(outcome.fate)];
        m_err << toText(outcome.fate) << ": " << toText(outcome) << '\n';
    }
    for (const auto& note : m_conversion.notes)
        if (!note.isListed)
            m_err << "note: " << toText(note) << '\n';
    m_err << "in all: " << counts[0] << " imported, " << counts[1] << " imported but disabled, " << counts[2]
          << " not imported\n";
}

void ImportCommand::tell() const
{
    tellOutcomes();
    for (const MetSecret& secret : m_conversion.secrets) {
        const std::string name = printable(secret.reference.toString());
        m_err << "key: " << printable(secret.path.empty() ? "" : secret.path + ": ") << "is read from " << name;
        if (secret.reference.store == SecretReference::Store::Environment)
            m_err << "; set that variable for signalboxd";
        else if (secret.reference.store == SecretReference::Store::Keychain
            && (secret.value.empty() || !m_options.storeKeys))
            m_err << "; store it: signalboxd key set " << printable(secret.reference.name)
                  << (secret.value.empty() ? "" : ", or import with --store-keys");
        m_err << '\n';
    }
}

void ImportCommand::storeNext(std::size_t index)
{
    while (index < m_conversion.secrets.size() && m_conversion.secrets[index].value.empty())
        ++index;
    if (!m_options.storeKeys || index == m_conversion.secrets.size())
        return finish();
    const MetSecret& secret = m_conversion.secrets[index];
    m_store.read(secret.reference, [self = QPointer(this), index](const Result<Secret>& found) {
        if (!self)
            return;
        const MetSecret& wanted = self->m_conversion.secrets[index];
        if (found && found->reveal() == wanted.value.reveal())
            return self->storeNext(index + 1);
        if (found && !self->m_options.replace)
            return self->end(failure(ErrorKind::InvalidRequest,
                gateway::asIs("the keychain already contains another key as " + wanted.reference.toString()
                    + "; nothing was written. Replace it with --replace")));
        if (!found && found.error().kind != ErrorKind::SecretMissing)
            return self->end(failure(found.error()));
        self->storeOne(index);
    });
}

void ImportCommand::storeOne(std::size_t index)
{
    const MetSecret& secret = m_conversion.secrets[index];
    m_store.write(secret.reference, secret.value, [self = QPointer(this), index](const Result<void>& written) {
        if (!self)
            return;
        if (!written)
            return self->end(written);
        self->m_err << "stored " << printable(self->m_conversion.secrets[index].reference.toString()) << '\n';
        self->storeNext(index + 1);
    });
}

void ImportCommand::finish()
{
    if (!m_options.write) {
        m_out << m_result << std::flush;
        return end({});
    }
    const auto now = gateway::config::readConfigFile(m_options.configFile);
    if (!now || *now != m_before)
        return end(failure(
            ErrorKind::Io, gateway::asIs("another program changed " + m_options.configFile.toStdString() + "; try again")));
    OriginApproval approval(m_options.dataDir, m_options.approval, m_err);
    const auto catalog = gateway::providers::Catalog::load();
    if (!catalog)
        return end(failure(catalog.error()));
    if (!m_options.dataDir.isEmpty())
        if (const auto decided = approval.decide(settingsIn(m_before), m_next, m_conversion.settings, **catalog); !decided)
            return end(decided);
    const gateway::config::ConfigHistory history(gateway::config::ConfigHistory::folderIn(m_options.dataDir));
    const auto kept = m_options.dataDir.isEmpty() ? Result<int>(0)
                                                  : history.keepChange(m_before, m_result, gateway::config::Author::Command, std::chrono::system_clock::now());
    if (!kept)
        m_err << "signalboxd: this version of the configuration could not be saved: " << kept.error().text() << '\n';
    const auto written = gateway::config::writeConfigFile(
        m_options.configFile, m_result, gateway::config::Previous::Kept, m_options.dataDir.isEmpty() ? QString() : gateway::files::copyFolderIn(m_options.dataDir));
    if (!written && kept)
        static_cast<void>(history.forget(*kept));
    if (written)
        m_out << m_options.configFile.toStdString() << ": now contains "
              << counted(m_conversion.settings.providers.size(), "imported provider") << ", "
              << counted(m_conversion.settings.routes.size(), "route") << " and "
              << counted(m_conversion.settings.consumers.size(), "consumer") << '\n';
    end(written ? approval.keep() : written);
}

void ImportCommand::end(const Result<void>& result)
{
    if (!result)
        m_err << "signalboxd: " << printable(result.error().text()) << '\n';
    if (const auto done = std::exchange(m_done, {}))
        done(result ? 0 : 1);
}

} // namespace app
