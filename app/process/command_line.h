#pragma once

#include "consumer_request.h"
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

/// What the program is asked to do.
enum class Action {
    Run,
    CheckConfig,
    Version,
    Help,
    KeySet,
    KeyRemove,
    KeyList,
    KeyBalance,
    KeyApprove, ///< let secrets go to the origins that the configuration names
    Doctor,    ///< what may be wrong on this machine
    Authority, ///< the certificate authority for HTTPS
    Import,    ///< take over another gateway's configuration
    Export,    ///< hand this one over to another gateway
    Explain,   ///< what would become of a request, or what an error is taken for
    Usage,     ///< the sums of the ledger
    Reconcile, ///< a provider's bill beside them
    ReconcileHelp,
    Formats, ///< what becomes of a request's fields
    PricesList,
    PricesShow,
    PricesRefresh,
    Consumer,
    ConsumerHelp,
    Clients, ///< the tools of this machine, set up and set back
    History, ///< versions of the configuration
    Backup,  ///< all of it to a file, and back
    NotYet, ///< a command that a later version will know
};

/// What `signalbox` is asked to do with its window, or with the instance that runs already.
enum class WindowRequest { Default, Minimized, Show, Quit };

/// What `signalboxd import` and `export` are asked to do.
struct ForeignRequest {
    QString program;    ///< apisix, higress; empty for import: find out
    QString file;       ///< import: absolute; "-" is standard input
    QStringList routes; ///< export: ids; empty: all
    bool write = false; ///< import: into the configuration file
    bool replace = false;
    bool storeKeys = false;
    bool isTrusted = false; ///< import: its secrets may go where it sends them
};

/// What `signalboxd explain` is asked to do.
struct ExplainRequest {
    std::string id;   ///< of a past request; empty: it is in `file`
    QString file;     ///< absolute; "-" is standard input
    std::string path; ///< empty: the usual one
    std::vector<std::pair<std::string, std::string>> headers;
    std::string consumer; ///< empty: by the key in the headers
    bool json = false;
    bool content = false; ///< with what was asked and answered, where that is kept
    std::optional<int> errorStatus; ///< the file is an upstream's answer with this status
    std::string errorBody;          ///< that answer itself, where no file has this name
    QString provider;               ///< of that answer: an id, or a type
};

/// What `signalboxd reconcile` is asked to do; its format is that of `usage`.
struct ReconcileRequest {
    std::string provider; ///< its id
    QStringList files;    ///< absolute; at least one
};

/// What `signalboxd formats` is asked to print.
struct FormatsRequest {
    std::string from; ///< as given; empty: the list of formats
    std::string to;   ///< empty: all targets
};

/// What `signalboxd key approve` is asked to do.
struct KeyApproveRequest {
    std::string provider; ///< its id; empty: each that waits is asked for
    bool isOfAll = false;
};

/// What `signalboxd clients` is asked to do; its format is that of `usage`.
struct ClientsRequest {
    enum class Verb { List, Show, SetUp, Restore };

    Verb verb = Verb::List;
    std::string name;       ///< all but List
    std::string model;      ///< empty: none
    bool isAgreed = false;  ///< writes without asking
    bool isOfAll = false;   ///< Restore: each that was set up; there is no name then
    bool isAnyway = false;  ///< SetUp: also where it may have no effect
    std::string otherModels; ///< SetUp: where all names go that nothing serves; empty: nowhere
};

/// A command line that was understood, with the environment below it.
struct CommandLine {
    Action action = Action::Run;
    WindowRequest window = WindowRequest::Default;
    QString link; ///< signalbox: "signalbox://..." as given, not looked at yet; empty: none
    gateway::SecretReference keyReference; ///< KeySet, KeyRemove: in the keychain or in the encrypted file
    KeyApproveRequest approve; ///< KeyApprove
    ForeignRequest foreign; ///< Import, Export
    ExplainRequest explain; ///< Explain
    ConsumerRequest consumer; ///< Consumer
    ClientsRequest clients;   ///< Clients
    HistoryRequest history; ///< History
    BackupOrder backup; ///< Backup
    UsageRequest usage;  ///< Usage; its format is for Reconcile, Clients and Doctor too
    ReconcileRequest reconcile; ///< Reconcile
    FormatsRequest formats; ///< Formats
    std::string priceModel; ///< PricesShow
    QString notYet;      ///< NotYet: the command's name
    QString helpCommand; ///< Help: the command that it is asked for; empty: all of it
    QString configFile;  ///< absolute
    bool configGiven = false; ///< by the option or the variable
    QString dataDir;     ///< absolute
    std::optional<std::string> address; ///< an address literal
    std::optional<int> httpPort;        ///< 0..65535; 0 is any free one
    std::optional<std::optional<int>> httpsPort; ///< inner empty: off
    std::optional<std::string> logLevel; ///< debug, info, warning, error

    /// For the gateway; what only one of the programs sets stays at its default.
    gateway::host::HostOptions hostOptions() const;
};

/// Reads `arguments` (without the program's own name) and, below them, `environment`.
/// Options may stand before and after a command; of an option given twice the
/// last counts. Pure but for the current folder, which relative paths start from,
/// and the clock.
/// Errors: InvalidRequest; the message names what is wrong and the remedy.
gateway::Result<CommandLine> parseCommandLine(Program program, const QStringList& arguments,
                                              const QProcessEnvironment& environment);

/// What `--help` prints, with a line feed at the end.
QString helpText(Program program);

/// What `signalboxd COMMAND --help` prints, likewise, for the commands without a text of their own; empty: there is no such command.
QString commandHelpText(const QString& command);

/// "signalboxd 0.1.0" and the licence, with a line feed at the end.
QString versionText(Program program);

} // namespace app
