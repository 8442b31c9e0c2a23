#include "balance_command.h"
#include "clients_command.h"
#include "consumer_command.h"
#include "daemon.h"
#include "doctor_command.h"
#include "export_command.h"
#include "explain_command.h"
#include "formats_command.h"
#include "import_command.h"

#include "app/process/check_config.h"
#include "app/process/command_line.h"
#include "app/process/core_dumps.h"
#include "app/process/folders.h"
#include "app/process/text_table.h"
#include "app/process/unix_signals.h"
#include "backup_command.h"
#include "history_command.h"
#include "plan_command.h"
#include "app/signalboxd/evaluation/eval_command.h"
#include "app/signalboxd/evaluation/experiment_command.h"
#include "app/signalboxd/keys/key_command.h"
#include "app/signalboxd/keys/key_input.h"
#include "app/signalboxd/keys/origin_approval.h"
#include "app/signalboxd/keys/terminal.h"
#include "app/signalboxd/usage/limits_command.h"
#include "app/signalboxd/usage/past_exchange.h"
#include "app/signalboxd/usage/price_view.h"
#include "app/signalboxd/usage/prices_command.h"
#include "app/signalboxd/usage/reconcile_command.h"
#include "app/signalboxd/usage/usage_command.h"
#include "app/signalboxd/usage/usage_file_command.h"
#include "gateway/clients/base_address.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/host/backup/lost_files.h"
#include "gateway/host/checks/data_folder_lock.h"
#include "gateway/host/checks/served_address.h"
#include "gateway/host/doctor/client_look.h"
#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/history/lost_configuration.h"
#include "gateway/host/checks/provider_checks.h"
#include "gateway/http/tls/environment_authorities.h"
#include "gateway/http/tls/openssl_end.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/secrets/keychain/keychain_note.h"
#include "gateway/secrets/vault.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>
#include <QUrl>

#include <iostream>

namespace {

using app::Action;
using app::CommandLine;

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

void leave(int status)
{
    QCoreApplication::exit(status);
}

/// Amounts are shown as well as possible if the configuration is invalid: with the defaults.
gateway::config::Settings settingsAsFarAsKnown(const CommandLine& line)
{
    QFile file(line.configFile);
    return file.open(QIODevice::ReadOnly) ? app::settingsIn(file.readAll().toStdString()) : gateway::config::Settings();
}

/// Reports a vault and a ledger that lost their content. Returns whether the vault is among them.
bool tellLostFiles(const CommandLine& line, std::ostream& out)
{
    const auto references = [&line] {
        std::vector<std::string> named;
        for (const auto& each : app::referencesIn(settingsAsFarAsKnown(line)))
            named.push_back(each.reference);
        return named;
    };
    bool isVaultLost = false;
    for (const auto& file : gateway::host::findLostFiles(line.dataDir, references)) {
        out << "signalboxd: " << lostFileText(file) << '\n' << std::flush;
        isVaultLost |= file.kind == gateway::host::LostFile::Kind::Vault;
    }
    return isVaultLost;
}

int checkCommand(const CommandLine& line)
{
    const int status = app::checkConfig(line.configFile, line.configGiven, std::cout, std::cerr, line.dataDir);
    return tellLostFiles(line, std::cout) ? kFailed : status;
}

/// Takes the lock of the data folder: two gateways would write the same files.
bool hasFolder(gateway::host::DataFolderLock& lock, const QString& dataDir)
{
    if (const std::string closed = app::prepareDataDir(dataDir); !closed.empty())
        std::cerr << "signalboxd: " << closed << '\n' << std::flush;
    if (lock.take() != gateway::host::DataFolderLock::Outcome::Held)
        return true;
    std::cerr << "signalboxd: " << lock.heldText() << ".\n";
    return false;
}

int serve(const CommandLine& line)
{
    gateway::host::DataFolderLock lock(line.dataDir);
    if (!hasFolder(lock, line.dataDir))
        return kFailed;
    tellLostFiles(line, std::cerr); // keys in other stores and the usage are not affected
    const app::UnixSignals unixSignals;
    auto options = line.hostOptions();
    options.logToStderr = true;
    app::Daemon daemon(options, std::cout, std::cerr, leave);
    QObject::connect(&unixSignals, &app::UnixSignals::endRequested, &daemon, &app::Daemon::stop);
    QObject::connect(&unixSignals, &app::UnixSignals::hangUpRequested, &daemon, &app::Daemon::reload);
    QTimer::singleShot(0, &daemon, &app::Daemon::start);
    return QCoreApplication::exec();
}

/// The configuration for `key list` and `export`; prints the problems of an invalid one.
std::optional<gateway::config::Settings> settingsOf(const CommandLine& line)
{
    QFile file(line.configFile);
    if (!file.exists() && !line.configGiven)
        return gateway::config::demoSettings();
    std::vector<gateway::config::Issue> issues;
    if (file.open(QIODevice::ReadOnly))
        if (const auto document = gateway::config::Document::parse(file.readAll().toStdString(), issues))
            return document->settings();
    app::checkConfig(line.configFile, line.configGiven, std::cerr, std::cerr, line.dataDir);
    return std::nullopt;
}

std::unique_ptr<gateway::secrets::SecretStore> storeOf(const CommandLine& line)
{
    return gateway::secrets::makeSystemStore(gateway::secrets::Vault::fileIn(line.dataDir), gateway::secrets::kKeychainLimit_ms, gateway::secrets::KeychainNote::fileIn(line.dataDir));
}

int keyCommand(const CommandLine& line)
{
    const bool isForVault = line.action != Action::KeyList && line.keyReference.store == gateway::SecretReference::Store::Vault;
    if ((isForVault || line.action == Action::KeyList) && tellLostFiles(line, std::cerr) && isForVault)
        return kFailed;
    gateway::Result<gateway::Secret> key;
    if (line.action == Action::KeySet) {
        key = app::readKey("Key for " + line.keyReference.toString() + " (not shown)", std::cin, std::cerr);
        if (!key) {
            std::cerr << "signalboxd: " << key.error().text() << '\n';
            return kFailed;
        }
    }
    std::optional<gateway::config::Settings> settings;
    if (line.action == Action::KeyList) {
        settings = settingsOf(line);
        if (!settings)
            return kFailed;
    }
    const auto store = storeOf(line);
    app::KeyCommand command(*store, std::cout, std::cerr);
    command.setPassphrase(app::personAtTerminal(std::cin, std::cerr).vaultPassphrase);
    QTimer::singleShot(0, &command, [&] {
        switch (line.action) {
        case Action::KeySet: return command.set(line.keyReference, *key, leave);
        case Action::KeyRemove: return command.remove(line.keyReference, leave);
        default: break;
        }
        command.list(*settings, [&](int status) {
            if (const auto catalog = gateway::providers::Catalog::load())
                std::cout << app::waitingList(*settings, **catalog, line.dataDir);
            leave(status);
        });
    });
    return QCoreApplication::exec();
}

int approveCommand(const CommandLine& line)
{
    const auto settings = settingsOf(line);
    const auto catalog = gateway::providers::Catalog::load();
    if (!settings || !catalog)
        return kFailed;
    return app::approveKeys(line.approve, *settings, **catalog, line.dataDir,
                            app::yesNoAtTerminal(std::cin, std::cerr), std::cout, std::cerr);
}

/// As the gateway does; reports unusable variables.
void followAuthorityVariables()
{
    for (const std::string& problem : gateway::http::followAuthorityVariables())
        std::cerr << "signalboxd: " << app::shownText(problem) << '\n';
}

int balanceCommand(const CommandLine& line)
{
    followAuthorityVariables();
    const auto settings = settingsOf(line);
    const auto catalog = gateway::providers::Catalog::load();
    if (!settings || !catalog)
        return kFailed;
    std::cerr << app::waitingList(*settings, **catalog, line.dataDir);
    const auto store = storeOf(line);
    app::BalanceCommand command(*store, **catalog, std::cout, std::cerr);
    QTimer::singleShot(0, &command, [&] { command.run(*settings, app::approvedOrigins(*settings, **catalog, line.dataDir), leave); });
    return QCoreApplication::exec();
}

int planCommand(const CommandLine& line)
{
    followAuthorityVariables();
    const auto settings = settingsOf(line);
    const auto catalog = gateway::providers::Catalog::load();
    if (!settings || !catalog)
        return kFailed;
    std::cerr << app::waitingList(*settings, **catalog, line.dataDir);
    const auto store = storeOf(line);
    app::PlanCommand command(*store, **catalog, std::cout, std::cerr);
    QTimer::singleShot(0, &command, [&] {
        command.run({*settings, app::approvedOrigins(*settings, **catalog, line.dataDir), line.dataDir, line.usage.format == app::UsageFormat::AsJson}, leave);
    });
    return QCoreApplication::exec();
}

/// Problems of the configuration are findings as well: everything else is still examined.
int doctorCommand(const CommandLine& line)
{
    const auto catalog = gateway::providers::Catalog::load();
    if (!catalog)
        return kFailed;
    gateway::host::DoctorInputs inputs;
    inputs.settings = gateway::config::demoSettings();
    QFile file(line.configFile);
    if (file.open(QIODevice::ReadOnly)) {
        const std::string text = file.readAll().toStdString();
        const auto readable = gateway::config::Document::readable(text, inputs.issues);
        const gateway::config::Mistakes mistakes(inputs.issues);
        if (const auto document = gateway::config::Document::parse(text, inputs.issues))
            inputs.settings = document->settings();
        const auto more = gateway::host::checkProviders(readable.value_or(inputs.settings), **catalog, mistakes);
        inputs.issues.insert(inputs.issues.end(), more.begin(), more.end());
        if (const auto lost = gateway::config::lostConfiguration(text, line.configFile, line.dataDir))
            inputs.issues.insert(inputs.issues.begin(), *lost);
    } else if (const auto dangling = gateway::config::danglingLink(line.configFile)) {
        inputs.issues.push_back(*dangling);
    } else if (line.configGiven) {
        inputs.issues.push_back({gateway::config::Issue::Level::Error, line.configFile.toStdString(), "the file cannot be read"});
    }
    auto& listen = inputs.settings.listen;
    listen.address = line.address.value_or(listen.address);
    listen.httpPort = line.httpPort.value_or(listen.httpPort);
    listen.httpsPort = line.httpsPort.value_or(listen.httpsPort);
    // A running gateway may have been given other ports than the configuration's.
    for (const std::string& text : gateway::host::servedAt(line.dataDir)) {
        const QUrl url(QString::fromStdString(text));
        if (url.scheme() == QLatin1String("http") && !line.httpPort)
            listen.httpPort = url.port(listen.httpPort);
        if (url.scheme() == QLatin1String("https") && !line.httpsPort)
            listen.httpsPort = url.port();
    }
    inputs.catalog = *catalog;
    inputs.configFile = line.configFile;
    inputs.dataDir = line.dataDir;
    inputs.approved = app::approvedOrigins(inputs.settings, **catalog, line.dataDir);
    inputs.environment = gateway::host::environmentFrom(QProcessEnvironment::systemEnvironment());
    inputs.lookAtClients = gateway::host::clientLook(
        gateway::clients::Surroundings::ofProcess(line.dataDir), gateway::clients::baseFor(listen.address, listen.httpPort),
        gateway::clients::acceptedKeys(inputs.settings));
    gateway::http::followAuthorityVariables(); // unusable variables become findings
    const auto store = storeOf(line);
    app::DoctorCommand command(std::move(inputs), *store, std::cout);
    QTimer::singleShot(0, &command, [&] { command.run(line.usage.format == app::UsageFormat::AsJson, leave); });
    return QCoreApplication::exec();
}

int importCommand(const CommandLine& line)
{
    namespace foreign = gateway::config::foreign;
    const auto text = app::readImportFile(line.foreign.file, std::cin);
    if (!text) {
        std::cerr << "signalboxd: " << text.error().text() << '\n';
        return kFailed;
    }
    const app::ImportOptions options{foreign::program(line.foreign.program.toStdString()), line.configFile, line.dataDir, line.foreign.write,
                                     line.foreign.replace, line.foreign.storeKeys, {line.foreign.isTrusted, app::yesNoAtTerminal(std::cin, std::cerr)}};
    const auto store = storeOf(line);
    app::ImportCommand command(*store, std::cout, std::cerr);
    QTimer::singleShot(0, &command, [&] { command.run(*text, options, leave); });
    return QCoreApplication::exec();
}

int exportCommand(const CommandLine& line)
{
    const auto settings = settingsOf(line);
    const auto program = gateway::config::foreign::program(line.foreign.program.toStdString());
    if (!settings || !program)
        return kFailed;
    std::vector<std::string> routes;
    for (const QString& route : line.foreign.routes)
        routes.push_back(route.toStdString());
    return app::exportConfiguration(*settings, *program, routes, std::cout, std::cerr);
}

int explainCommand(const CommandLine& line)
{
    if (!line.explain.id.empty())
        return app::explainPast({line.explain.id, line.explain.json, line.explain.content}, line.dataDir, std::cout, std::cerr);
    const auto settings = settingsOf(line);
    if (!settings)
        return kFailed;
    const auto most = static_cast<std::size_t>(settings->listen.maxBodyBytes);
    const bool isGiven = line.explain.errorStatus && line.explain.file.isEmpty();
    auto text = isGiven ? gateway::Result<std::string>(line.explain.errorBody) : app::readInput(line.explain.file, std::cin, most,
        "the request is larger than listen.max_body_bytes, " + std::to_string(most)
            + " bytes: the client would receive 413 request_too_large");
    const auto catalog = gateway::providers::Catalog::load();
    if (!text || !catalog) {
        std::cerr << "signalboxd: " << app::shownText((text ? catalog.error() : text.error()).text()) << '\n';
        return kFailed;
    }
    if (line.explain.errorStatus) {
        const std::string provider = line.explain.provider.toStdString();
        const std::string problem = provider.empty() ? std::string() : app::providerProblem(*settings, **catalog, provider);
        if (!problem.empty()) {
            std::cerr << "signalboxd: " << problem << '\n';
            return kFailed;
        }
        if (isGiven)
            std::cerr << "signalboxd: this file does not exist, so the text is read as the provider's answer\n";
        std::cout << app::judgementText(*settings, line.explain, *text, std::chrono::system_clock::now());
        return 0;
    }
    const std::string unknown = app::consumerProblem(*settings, line.explain.consumer);
    if (!unknown.empty()) {
        std::cerr << "signalboxd: " << unknown << '\n';
        return kFailed;
    }
    gateway::routing::Question question;
    question.body = std::move(*text);
    question.headers = line.explain.headers;
    question.consumer = line.explain.consumer;
    if (!line.explain.path.empty())
        question.path = line.explain.path;
    const auto store = storeOf(line);
    app::ExplainCommand command(*store, **catalog, std::cout);
    QTimer::singleShot(0, &command, [&] {
        command.run(*settings, std::move(question), line.dataDir, line.explain.json, leave);
    });
    return QCoreApplication::exec();
}

app::PriceView pricesFor(const gateway::config::Settings& settings, const QString& dataDir, const gateway::providers::Catalog* catalog)
{
    return catalog ? app::priceView(settings.usage, dataDir, *catalog) : app::PriceView();
}

int sumsCommand(const CommandLine& line)
{
    const auto catalog = gateway::providers::Catalog::load();
    app::PriceView prices = pricesFor(settingsAsFarAsKnown(line), line.dataDir, catalog ? catalog->get() : nullptr);
    prices.currency = line.usage.currency;
    return app::printUsage(line.usage, line.dataDir, prices, std::cout, std::cerr);
}

int reconcileCommand(const CommandLine& line)
{
    const auto format = line.usage.format.value_or(app::UsageFormat::Table);
    const auto settings = settingsAsFarAsKnown(line);
    const auto catalog = gateway::providers::Catalog::load();
    const auto* const known = catalog ? catalog->get() : nullptr;
    const app::ReconcileSources sources{line.dataDir, pricesFor(settings, line.dataDir, known).rate, settings.provider(line.reconcile.provider), known};
    return app::printReconciliation(line.reconcile, format, sources, std::cout, std::cerr);
}

int pricesCommand(const CommandLine& line)
{
    const auto settings = settingsOf(line);
    const auto catalog = gateway::providers::Catalog::load();
    if (!settings || !catalog)
        return kFailed;
    if (line.action == Action::PricesList)
        return app::listPrices(*settings, line.dataDir, **catalog, std::cout);
    if (line.action == Action::PricesShow)
        return app::showPrice(*settings, line.priceModel, line.dataDir, **catalog, std::cout, std::cerr);
    followAuthorityVariables();
    app::PricesRefreshCommand command(line.dataDir, std::cout, std::cerr);
    QTimer::singleShot(0, &command, [&] { command.run(settings->usage.refresh, leave); });
    return QCoreApplication::exec();
}

int consumerCommand(const CommandLine& line)
{
    app::ConsumerCommand command({line.configFile, line.configGiven, line.dataDir}, std::cout, std::cerr);
    QTimer::singleShot(0, &command, [&] { command.run(line.consumer, leave); });
    return QCoreApplication::exec();
}

int backupCommand(const CommandLine& line)
{
    const auto store = storeOf(line);
    app::BackupCommand command(*store, {line.configFile, line.dataDir}, app::personAtTerminal(std::cin, std::cerr), std::cout, std::cerr);
    QTimer::singleShot(0, &command, [&] { command.run(line.backup, leave); });
    return QCoreApplication::exec();
}

int authorityCommand(const CommandLine& line)
{
    gateway::http::LocalCertificates certificates(line.dataDir);
    const auto authority = certificates.authority(std::chrono::system_clock::now());
    if (!authority) {
        std::cerr << "signalboxd: " << authority.error().text() << '\n';
        return kFailed;
    }
    std::cout << authority->toStdString() << std::flush;
    std::cerr << "It can issue certificates for localhost, 127.0.0.1 and ::1 only. File: " << certificates.authorityFile().toStdString()
              << "\nTrust it with: curl --cacert FILE, NODE_EXTRA_CA_CERTS=FILE, SSL_CERT_FILE=FILE, or the system's certificate store.\n";
    return 0;
}

int usageCommand(const CommandLine& line)
{
    const auto now = std::chrono::system_clock::now();
    switch (line.usage.work) {
    case app::UsageWork::Export: return app::printExchanges(line.usage, line.dataDir, now, std::cout, std::cerr);
    case app::UsageWork::Vacuum: return app::vacuumLedger(line.dataDir, std::cout, std::cerr);
    case app::UsageWork::Sums: break;
    }
    return sumsCommand(line);
}

int limitsCommand(const CommandLine& line)
{
    constexpr std::chrono::days kCheckedDays{7};
    const auto settings = settingsOf(line);
    if (!settings)
        return kFailed;
    const auto catalog = gateway::providers::Catalog::load();
    const app::PriceView prices = pricesFor(*settings, line.dataDir, catalog ? catalog->get() : nullptr);
    const app::LimitsOrder order{*settings, line.dataDir, prices.rate.usdCny, line.usage.format == app::UsageFormat::AsJson};
    if (line.limits.isCheck)
        return app::printLimitChecks(order, line.usage.since.value_or(std::chrono::system_clock::now() - kCheckedDays), std::cout, std::cerr);
    return app::printLimits(order, std::cout, std::cerr);
}

int evalCommand(const CommandLine& line)
{
    using Verb = app::EvalRequest::Verb;
    const auto leaveWith = [](app::EvalExit exit) { leave(static_cast<int>(exit)); };
    const Verb verb = line.eval.verb;
    if (verb == Verb::Datasets)
        return static_cast<int>(app::evalDatasets(line, std::cout));
    if (verb == Verb::Rubrics)
        return static_cast<int>(app::evalRubrics(line, std::cout));
    if (verb == Verb::List)
        return static_cast<int>(app::evalList(line, std::cout, std::cerr));
    if (verb == Verb::Compare)
        return static_cast<int>(app::evalCompare(line, std::cout, std::cerr));
    if (verb == Verb::MakeDataset)
        return static_cast<int>(app::evalMakeDataset(line, std::cerr));
    const auto settings = settingsOf(line);
    const auto catalog = gateway::providers::Catalog::load();
    if (!settings || !catalog)
        return kWrongUsage;
    const auto rate = pricesFor(*settings, line.dataDir, catalog->get()).rate;
    if (verb == Verb::Show)
        return static_cast<int>(app::evalShow(line, rate, std::cout, std::cerr));
    if (verb == Verb::Estimate)
        return static_cast<int>(app::evalEstimate(line, *settings, **catalog, std::cout, std::cerr));
    if (verb == Verb::Route) {
        app::EvalRouteCommand command(line, app::yesNoAtTerminal(std::cin, std::cerr), std::cout, std::cerr);
        QTimer::singleShot(0, &command, [&] { command.start(rate, leaveWith); });
        return QCoreApplication::exec();
    }
    const std::string prepared = app::prepareDataDir(line.dataDir);
    if (!prepared.empty())
        std::cerr << "signalboxd: " << prepared << '\n';
    const app::UnixSignals unixSignals;
    app::EvalRunCommand command(line, *settings, **catalog, std::cout, std::cerr);
    QObject::connect(&unixSignals, &app::UnixSignals::endRequested, &command, &app::EvalRunCommand::interrupt);
    QTimer::singleShot(0, &command, [&] { command.start(leaveWith); });
    return QCoreApplication::exec();
}

int experimentCommand(const CommandLine& line)
{
    const auto settings = settingsOf(line);
    return settings ? app::experimentCommand(line, *settings, std::cout, std::cerr) : kFailed;
}

int run(const CommandLine& line)
{
    for (const auto& write : gateway::files::recoverWrites(gateway::files::copyFolderIn(line.dataDir)))
        if (const std::string words = toText(write); !words.empty())
            std::cerr << "signalboxd: " << words << '\n';
    switch (line.action) {
    case Action::Help:
        std::cout << (line.helpCommand.isEmpty() ? app::helpText(app::Program::Signalboxd) : app::commandHelpText(line.helpCommand)).toStdString();
        return 0;
    case Action::ConsumerHelp: std::cout << app::consumerHelp().toStdString(); return 0;
    case Action::Version: std::cout << app::versionText(app::Program::Signalboxd).toStdString(); return 0;
    case Action::CheckConfig: return checkCommand(line);
    case Action::KeySet:
    case Action::KeyRemove:
    case Action::KeyList: return keyCommand(line);
    case Action::KeyBalance: return balanceCommand(line);
    case Action::KeyPlan: return planCommand(line);
    case Action::KeyApprove: return approveCommand(line);
    case Action::Doctor: return doctorCommand(line);
    case Action::Authority: return authorityCommand(line);
    case Action::Explain: return explainCommand(line);
    case Action::Import: return importCommand(line);
    case Action::Export: return exportCommand(line);
    case Action::Consumer: return consumerCommand(line);
    case Action::Clients: return app::ClientsCommand(line, std::cin, std::cout, std::cerr).run();
    case Action::History: return app::historyCommand(line.history, line.configFile, line.dataDir, std::cout, std::cerr,
                                                              app::yesNoAtTerminal(std::cin, std::cerr));
    case Action::Backup: return backupCommand(line);
    case Action::Usage: return usageCommand(line);
    case Action::Limits: return limitsCommand(line);
    case Action::Reconcile: return reconcileCommand(line);
    case Action::Formats: return app::printFormats(line.formats, std::cout, std::cerr);
    case Action::ReconcileHelp: std::cout << app::reconcileHelp(); return 0;
    case Action::PricesList:
    case Action::PricesShow:
    case Action::PricesRefresh: return pricesCommand(line);
    case Action::Eval: return evalCommand(line);
    case Action::Experiment: return experimentCommand(line);
    case Action::Run: break;
    }
    return serve(line);
}

} // namespace

int main(int argc, char* argv[])
{
    app::avoidCoreDumps(); // before any key is read
    gateway::http::keepOpenSslToTheEnd(); // its pool threads may outlive main()
    // Without a terminal, Qt would write its messages to the journal; service managers and containers collect standard
    // error.
    if (!qEnvironmentVariableIsSet("QT_FORCE_STDERR_LOGGING"))
        qputenv("QT_FORCE_STDERR_LOGGING", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("signalboxd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));
    const auto line = app::parseCommandLine(app::Program::Signalboxd, QCoreApplication::arguments().mid(1),
                                            QProcessEnvironment::systemEnvironment());
    if (!line) {
        std::cerr << "signalboxd: " << line.error().text() << '\n';
        return kWrongUsage;
    }
    return run(*line);
}
