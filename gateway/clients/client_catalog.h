#pragma once

#include "gateway/clients/formats/edit.h"
#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/core/text/local_text.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// Where files have other places.
enum class System { Linux, MacOs, Windows };

/// The one that this was built for.
System thisSystem();

/// What goes into a client's file. In its strings `{base}` is the gateway's address without
/// a path, `{openai_base}` the same with /v1, `{key}` the client's own key, `{model}` the model.
struct ClientField {
    Path path;
    Json value;
    bool isWithModel = false; ///< left out where no model is named
    bool isOnlyIfMissing = false; ///< what stands there already stays
    bool isRemoved = false;   ///< would be in the way: goes, and comes back when the set-up is taken back
    bool isKey = false;       ///< holds the key
    bool isAddress = false;   ///< holds the gateway's address
    bool isMain = false;      ///< leads the client's main requests here: with another provider in its place none comes
    bool isPlain = false;     ///< can hold no key: is shown as it is
};

/// When a variable counts in the client.
enum class Counts {
    NotEmpty,
    True, ///< 1, true, yes or on; "0", "false" and "" do not
};

/// What becomes of a set-up where a variable counts.
enum class Effect {
    Wins,      ///< over the file, so that the set-up has no effect
    Partly,    ///< over a part of it, such as the model: the rest has its effect
    Diverts,   ///< the client asks another provider and never the gateway
    Elsewhere, ///< the client has its files in another place
};

struct OverridingVariable {
    std::string name;
    Counts counts = Counts::NotEmpty;
    Effect effect = Effect::Wins;
    std::vector<std::string> unless = {}; ///< it does not count with one of these values, with * for an end of any kind
};

/// An argument of the client's program that keeps a set-up from having an effect, where an alias or a function gives it.
struct ProviderFlag {
    std::vector<std::string> names; ///< "-c", "--config"
    std::string begins;             ///< only where its value begins so: "model_provider="; empty: whatever it is
    std::vector<std::string> unless; ///< not where the rest of the value is one of these, with * for an end of any kind
    Path then; ///< and only if a file of the client has something else than that there, `{value}` being the value; may be empty
    std::optional<Format> settings; ///< its value has settings, or names a file with them, which win over the files
    std::string file; ///< how that file is called, in the folder of the client's own, `{value}` being the value; empty: the value is its path
    Effect effect = Effect::Wins;
};

/// A field of the client's own file that keeps a set-up from having an effect.
struct FieldInTheWay {
    Path path;
    std::string ifHas;     ///< only where it is that or a list with that; empty: whatever it is
    std::string unlessHas; ///< not where it is that or a list with that
    bool isPartly = false; ///< the rest of the set-up works
    bool isProxy = false;  ///< names a proxy to which the client sends its requests
    Path then;             ///< and only if something is there, `{value}` being what the field says; may be empty
};

/// A command in a file of a shell that wins over the file that is written.
struct RivalCommand {
    std::vector<std::string> words; ///< that it begins with: "model", "large"
    std::vector<std::string> unless; ///< not with one of these among the words behind, with * for an end of any kind, nor with no word there
};

/// Another file that the client reads, and which wins over the one that is written.
struct RivalFile {
    Format format = Format::Json;
    std::map<System, std::vector<std::string>> places; ///< below home, absolute, or with "./" below the folder in which the client is used
    std::string variable;  ///< an environment variable that names it, or with `names` its folder
    std::vector<std::string> names; ///< of files in that folder
    Path field;            ///< a field of ours that names it
    std::vector<RivalCommand> commands; ///< it is run by a shell, and these win; empty: it is of that format
    bool isWhole = false;  ///< it is read in the place of ours; else only what it says wins
    bool isWeaker = false; ///< it is read beside ours, which wins: what ours does not say counts
};

struct ClientFile {
    Format format = Format::Json;
    std::map<System, std::vector<std::string>> places; ///< below home; the last that is there, which wins in the client, else the first
    std::string folderVariable; ///< an environment variable with the folder that the file is in; may be empty
    std::string fileVariable;   ///< one with the whole path
    std::map<System, std::vector<std::string>> variants; ///< where other installations of the client have it: written where the folder of the first place is not there
    std::map<System, std::vector<std::string>> copies;   ///< likewise of parts of the client, each with settings of its own, with * for a folder
    std::vector<ClientField> fields;
    std::vector<Path> own; ///< what is the gateway's as a whole: goes when the fields go
    std::optional<Path> environment; ///< where it has variables for the client; empty path: all of it is
    bool environmentWins = false;    ///< over the environment in which the client is started
    std::vector<FieldInTheWay> inTheWay;
    std::vector<RivalFile> rivals;
    /// Files that are in force as long as this one is not there, the first that is there: written in its place, since a new one
    /// would put them out of force.
    std::vector<ClientFile> instead;
};

/// One step that a person takes; `copy` has the placeholders of `ClientField`.
struct ClientStep {
    LocalText text;
    std::string copy; ///< may be empty
};

/// What is to be said of versions from `from` up to, but without, `below`.
struct VersionRule {
    std::string from;  ///< "2.0"; empty: from the first on
    std::string below; ///< empty: up to the latest
    bool refuses = false; ///< what would be written does not work there
    LocalText text;
};

/// Where a client takes the name of a model from that it asks for.
struct ModelSource {
    std::string variable; ///< of the environment; or
    Path path;            ///< of its files; a step "*" is each member
    Path then;            ///< the name is there, `{value}` being what `path` says; may be empty
    std::string prefix;   ///< only names that begin so are asked for here, and without it
    bool isMain = false;  ///< of its conversations; the first such source that says something counts
    std::string insteadOf; ///< that one of its own is not asked for then; may be empty
};

enum class ClientKind {
    File,    ///< a file that is edited
    Guided,  ///< steps to take by hand
    Snippet, ///< a framework: a piece of code or settings to copy
    Cannot,  ///< does not work with an address on this machine; `cannot` says why
};

/// One row of the catalog.
struct ClientEntry {
    std::string id;   ///< "claude-code"
    std::string name; ///< "Claude Code"
    std::string icon;
    ClientKind kind = ClientKind::File;
    std::string protocol; ///< openai-chat, openai-responses, anthropic, gemini
    std::vector<std::string> programs; ///< on PATH, without ".exe"
    std::map<System, std::vector<std::string>> traces; ///< files and folders below home, with * in the last part
    std::vector<std::string> packages; ///< names in a package.json near the program, which tells its version
    std::vector<VersionRule> versions;
    std::vector<ClientFile> files;
    std::vector<ClientStep> steps; ///< also beside files, for what no file says
    LocalText cannot;
    LocalText note;
    std::vector<OverridingVariable> overriddenBy; ///< environment variables that win over the files
    std::vector<ProviderFlag> flags;
    std::string mainModel; ///< that it asks for where none was named; empty: not known, or one has to be named
    std::vector<std::string> ownModels; ///< that it asks for by itself, in the background
    std::vector<ModelSource> modelSources;
    std::map<std::string, std::string> modelAliases; ///< words in the place of a name, such as "opus", and the one of its own that each stands for; may be empty
    bool obeysProxies = false; ///< sends its requests to the proxy of HTTP_PROXY and ALL_PROXY, those for this machine too unless NO_PROXY names it
    std::vector<std::string> userAgents;   ///< beginnings of the User-Agent that its requests have
    bool needsModel = false; ///< cannot be set up without one
    std::string consumer;    ///< the name of the consumer that is made for it
    std::vector<std::string> sources;
};

/// The clients that are known, read from `resources/clients`. Immutable; any thread.
class ClientCatalog {
public:
    /// Errors: InternalError, if the data that the program brings is not what it should be.
    static Result<std::shared_ptr<const ClientCatalog>> load();
    /// Errors: as above, naming the row and the field.
    static Result<std::shared_ptr<const ClientCatalog>> parse(std::string_view json);

    const std::vector<ClientEntry>& entries() const { return m_entries; }
    const ClientEntry* find(std::string_view id) const; ///< null: none

private:
    std::vector<ClientEntry> m_entries;
};

/// What the placeholders stand for.
struct Placeholders {
    std::string base;  ///< "http://127.0.0.1:8080"
    std::string key;
    std::string model; ///< may be empty
};

std::string filledText(std::string_view text, const Placeholders& values);
Json filledIn(const Json& value, const Placeholders& values);

} // namespace gateway::clients
