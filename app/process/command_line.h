#pragma once

#include "consumer_request.h"
#include "eval_request.h"
#include "experiment_request.h"
#include "maintenance_request.h"
#include "usage_request.h"

#include "gateway/core/result.h"
#include "gateway/core/secret_reference.h"
#include "gateway/host/gateway_host.h"

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

enum class Program { Signalbox, Signalboxd };

/// "signalbox" or "signalboxd".
QString programName(Program program);

/// The action that the command line requests.
enum class Action {
    Run,
    CheckConfig,
    Version,
    Help,
    KeySet,
    KeyRemove,
    KeyList,
    KeyBalance,
    KeyPlan,
    KeyApprove, ///< approve the destinations of secrets in the configuration
    Doctor,    ///< look for problems on this machine
    Authority, ///< the certificate authority for HTTPS
    Import,    ///< import another gateway's configuration
    Export,    ///< export the configuration for another gateway
    Explain,   ///< explain how a request would be handled, or how an error is classified
    Usage,     ///< sums from the ledger
    Limits,    ///< what is used of limits
    Reconcile, ///< compare a provider's bill with the ledger
    ReconcileHelp,
    Formats, ///< what happens to the fields of a request
    PricesList,
    PricesShow,
    PricesRefresh,
    Consumer,
    ConsumerHelp,
    Clients, ///< set up the tools of this machine, or undo it
    History, ///< versions of the configuration
    Backup,  ///< back up everything to a file, or restore it
    Eval,    ///< compare models on a dataset
    Experiment, ///< compare targets of a route under real requests
};

/// What `signalbox` does with its window, or with the running instance.
enum class WindowRequest { Default, Minimized, Show, Quit };

/// Options of `signalboxd import` and `export`.
struct ForeignRequest {
    QString program;    ///< apisix, higress; empty for import: detect
    QString file;       ///< import: absolute; "-" is standard input
    QStringList routes; ///< export: ids; empty: all
    bool write = false; ///< import: into the configuration file
    bool replace = false;
    bool storeKeys = false;
    bool isTrusted = false; ///< import: approves the destinations of its secrets
};

/// Options of `signalboxd explain`.
struct ExplainRequest {
    std::string id;   ///< of a past request; empty: the request is in `file`
    QString file;     ///< absolute; "-" is standard input
    std::string path; ///< empty: the default
    std::vector<std::pair<std::string, std::string>> headers;
    std::string consumer; ///< empty: from the key in the headers
    bool json = false;
    bool content = false; ///< include prompt and answer, if stored
    std::optional<int> errorStatus; ///< the file is an upstream's error response with this status
    std::string errorBody;          ///< the response body itself, if there is no file with this name
    QString provider;               ///< provider of that response: an id, or a type
};

/// Options of `signalboxd reconcile`; the format is that of `usage`.
struct ReconcileRequest {
    std::string provider; ///< provider id
    QStringList files;    ///< absolute; at least one
};

/// Options of `signalboxd formats`.
struct FormatsRequest {
    std::string from; ///< as given; empty: list the formats
    std::string to;   ///< empty: all targets
};

/// Options of `signalboxd key approve`.
struct KeyApproveRequest {
    std::string provider; ///< provider id; empty: all that await approval
    bool isOfAll = false;
};

/// Options of `signalboxd clients`; the format is that of `usage`.
struct ClientsRequest {
    enum class Verb { List, Show, SetUp, Restore };

    Verb verb = Verb::List;
    std::string name;       ///< all except List
    std::string model;      ///< empty: none
    bool isAgreed = false;  ///< write without confirmation
    bool isOfAll = false;   ///< Restore: every client that was set up; without a name
    bool isAnyway = false;  ///< SetUp: even if it may be ineffective
    std::string otherModels; ///< SetUp: target of all models that are not served otherwise; empty: none
};

/// Options of `signalboxd limits`; format and start are those of `usage`.
struct LimitsRequest {
    bool isCheck = false; ///< says what limits would have done with past requests
};

/// A parsed command line; unset options come from the environment.
struct CommandLine {
    Action action = Action::Run;
    WindowRequest window = WindowRequest::Default;
    QString link; ///< signalbox: "signalbox://..." as given, not validated yet; empty: none
    gateway::SecretReference keyReference; ///< KeySet, KeyRemove: in the keychain or the encrypted file
    KeyApproveRequest approve; ///< KeyApprove
    ForeignRequest foreign; ///< Import, Export
    ExplainRequest explain; ///< Explain
    ConsumerRequest consumer; ///< Consumer
    ClientsRequest clients;   ///< Clients
    HistoryRequest history; ///< History
    BackupOrder backup; ///< Backup
    LimitsRequest limits; ///< Limits
    UsageRequest usage;  ///< Usage; its format is also used for Limits, Reconcile, Clients and Doctor
    ReconcileRequest reconcile; ///< Reconcile
    FormatsRequest formats; ///< Formats
    EvalRequest eval;    ///< Eval; its format is that of Usage
    ExperimentRequest experiment; ///< Experiment; its format is that of Usage
    std::string priceModel; ///< PricesShow
    QString helpCommand; ///< Help: the command; empty: general help
    QString configFile;  ///< absolute
    bool configGiven = false; ///< by the option or the environment variable
    QString dataDir;     ///< absolute
    std::optional<std::string> address; ///< an address literal
    std::optional<int> httpPort;        ///< 0..65535; 0 is any free port
    std::optional<std::optional<int>> httpsPort; ///< inner empty: disabled
    std::optional<std::string> logLevel; ///< debug, info, warning, error

    /// The options for the gateway; those of the other program have their defaults.
    gateway::host::HostOptions hostOptions() const;
};

/// Parses `arguments` (without the program name); options not given come from `environment`. Options may precede and
/// follow a command, `--` ends them; the last of duplicate options counts. Pure, apart from the current folder, for relative paths, and
/// the clock. Errors: InvalidRequest; the message names the problem and the remedy.
gateway::Result<CommandLine> parseCommandLine(Program program, const QStringList& arguments,
                                              const QProcessEnvironment& environment);

/// The output of `--help`, with a line feed at the end.
QString helpText(Program program);

/// The output of `signalboxd COMMAND --help` for commands without their own help text; empty: no such command.
QString commandHelpText(const QString& command);

/// "signalboxd 0.1.0" and the licence, with a line feed at the end.
QString versionText(Program program);

} // namespace app
