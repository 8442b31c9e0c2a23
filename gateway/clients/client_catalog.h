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

/// Operating systems with different file locations.
enum class System { Linux, MacOs, Windows };

/// The one that this program was built for.
System thisSystem();

/// A field in a client file. In its strings `{base}` is the gateway's address without a path, `{openai_base}` the same
/// with /v1, `{key}` the client's own key, `{model}` the model.
struct ClientField {
    Path path;
    Json value;
    bool isWithModel = false; ///< left out if no model is chosen
    bool isOnlyIfMissing = false; ///< an existing value stays
    bool isRemoved = false;   ///< would interfere: removed, and restored when the set-up is undone
    bool isKey = false;       ///< contains the key
    bool isAddress = false;   ///< contains the gateway's address
    bool isMain = false;      ///< directs the client's main requests to the gateway: with another provider in its place there are none
    bool isPlain = false;     ///< cannot contain a key: shown unmasked
};

/// Which values of a variable the client takes into account.
enum class Counts {
    NotEmpty,
    True, ///< 1, true, yes or on; not "0", "false" and ""
};

/// Effect of such a variable on a set-up.
enum class Effect {
    Wins,      ///< overrides the file, so that the set-up is ineffective
    Partly,    ///< overrides a part of it, such as the model; the rest is effective
    Diverts,   ///< the client uses another provider and never the gateway
    Elsewhere, ///< the client's files are in another place
};

struct OverridingVariable {
    std::string name;
    Counts counts = Counts::NotEmpty;
    Effect effect = Effect::Wins;
    std::vector<std::string> unless = {}; ///< ignored with one of these values; * matches any suffix
};

/// An argument of the client's program that makes a set-up ineffective if an alias or function passes it.
struct ProviderFlag {
    std::vector<std::string> names; ///< "-c", "--config"
    std::string begins;             ///< only if its value has this prefix: "model_provider="; empty: any value
    std::vector<std::string> unless; ///< not if the rest of the value is one of these; * matches any suffix
    Path then; ///< and only if a file of the client has another value there, `{value}` being the argument's value; may be empty
    std::optional<Format> settings; ///< its value contains settings, or names a file with settings, which override the files
    std::string file; ///< name of that file in the client's own folder, `{value}` being the argument's value; empty: the value is its
                      ///< path
    Effect effect = Effect::Wins;
};

/// A field in the client's own file that makes a set-up ineffective.
struct FieldInTheWay {
    Path path;
    std::string ifHas;     ///< only if it is that or a list with it; empty: any value
    std::string unlessHas; ///< not if it is that or a list with it
    bool isPartly = false; ///< the rest of the set-up is effective
    bool isProxy = false;  ///< names a proxy for the client's requests
    Path then;             ///< and only if there is something at this path, `{value}` being the field's value; may be empty
};

/// A command in a shell file that overrides the written file.
struct RivalCommand {
    std::vector<std::string> words; ///< its first words: "model", "large"
    std::vector<std::string> unless; ///< not if one of these is among the following words, or if there are none; * matches any suffix
};

/// Another file of the client that overrides the written one.
struct RivalFile {
    Format format = Format::Json;
    std::map<System, std::vector<std::string>> places; ///< below home, absolute, or with "./" below the folder in which the client is
                                                       ///< used
    std::string variable;  ///< an environment variable with its path, or with `names` its folder
    std::vector<std::string> names; ///< file names in that folder
    Path field;            ///< a field of ours with its path
    std::vector<RivalCommand> commands; ///< it is run by a shell, and these commands override; empty: it has that format
    std::vector<Path> environments; ///< of another program that starts the client: objects of variables, or lists of objects with
                                    ///< "name" and "value"; only these count, like `ClientFile::environment` of our file
    std::vector<Path> only; ///< only these count; with `environments` empty too: everything
    bool isWhole = false;  ///< it is read instead of our file; otherwise only its own values override
    bool isWeaker = false; ///< it is read in addition to our file, which overrides it: only fields missing in ours count
};

struct ClientFile {
    Format format = Format::Json;
    std::map<System, std::vector<std::string>> places; ///< below home; the last existing one, which the client prefers, else the first
    std::string folderVariable; ///< an environment variable with the folder of the file; may be empty
    std::string fileVariable;   ///< an environment variable with its full path
    std::map<System, std::vector<std::string>> variants; ///< locations in other installations of the client: written if the folder of the
                                                         ///< first place does not exist
    std::map<System, std::vector<std::string>> copies;   ///< locations in parts of the client with their own settings, with * for a
                                                         ///< folder
    std::vector<ClientField> fields;
    std::vector<Path> own; ///< entries that belong entirely to the gateway: removed with the fields
    std::optional<Path> environment; ///< object with variables for the client; empty path: the whole file
    bool environmentWins = false;    ///< overrides the environment in which the client is started
    std::vector<FieldInTheWay> inTheWay;
    std::vector<RivalFile> rivals;
    /// Files that are used while this one does not exist; the first existing one counts and is written instead, since
    /// creating this one would disable them.
    std::vector<ClientFile> instead;
};

/// A manual step; `copy` may contain the placeholders of `ClientField`.
struct ClientStep {
    LocalText text;
    std::string copy; ///< text to copy; may be empty
};

/// A note about versions from `from` to before `below`.
struct VersionRule {
    std::string from;  ///< "2.0"; empty: from the first version
    std::string below; ///< empty: up to the latest version
    bool refuses = false; ///< the written settings do not work in these versions
    LocalText text;
};

/// A source of the model names that a client requests.
struct ModelSource {
    std::string variable; ///< environment variable; or
    Path path;            ///< path in its files; a step "*" stands for each member
    Path then;            ///< path of the name, `{value}` being the value at `path`; may be empty
    std::string prefix;   ///< only names with this prefix are requested from the gateway, without it
    bool isMain = false;  ///< for conversations; the first such source with a value counts
    std::string insteadOf; ///< one of the client's own models that is not requested then; may be empty
};

enum class ClientKind {
    File,    ///< a file that is edited
    Guided,  ///< manual steps
    Snippet, ///< a framework: code or settings to copy
    Cannot,  ///< does not work with an address on this machine; see `cannot`
};

/// A row of the catalog.
struct ClientEntry {
    std::string id;   ///< "claude-code"
    std::string name; ///< "Claude Code"
    std::string icon;
    ClientKind kind = ClientKind::File;
    std::string protocol; ///< openai-chat, openai-responses, anthropic, gemini
    std::vector<std::string> programs; ///< executables on PATH, without ".exe"
    std::map<System, std::vector<std::string>> traces; ///< files and folders below home, with * in the last component
    std::vector<std::string> packages; ///< names in a package.json near the program, which has its version
    std::vector<VersionRule> versions;
    std::vector<ClientFile> files;
    std::vector<ClientStep> steps; ///< also in addition to files, for what no file contains
    LocalText cannot;
    LocalText note;
    std::vector<OverridingVariable> overriddenBy; ///< environment variables that override the files
    std::vector<ProviderFlag> flags;
    std::string mainModel; ///< requested by default; empty: unknown, or a model must be chosen
    std::vector<std::string> ownModels; ///< requested automatically, in the background
    std::vector<ModelSource> modelSources;
    std::map<std::string, std::string> modelAliases; ///< words in place of a name, such as "opus", and the client's own model that each
                                                     ///< stands for; may be empty
    bool obeysProxies = false; ///< uses HTTP_PROXY and ALL_PROXY even for requests to this machine, unless NO_PROXY contains it
    std::vector<std::string> userAgents;   ///< prefixes of the User-Agent of its requests
    bool needsModel = false; ///< requires a model
    std::string consumer;    ///< name of the consumer created for it
    std::vector<std::string> sources;
};

/// The supported clients, read from `resources/clients`. Immutable; any thread.
class ClientCatalog {
public:
    /// Errors: InternalError, if the built-in data is invalid.
    static Result<std::shared_ptr<const ClientCatalog>> load();
    /// Errors: see `load()`, naming the row and the field.
    static Result<std::shared_ptr<const ClientCatalog>> parse(std::string_view json);

    const std::vector<ClientEntry>& entries() const { return m_entries; }
    const ClientEntry* find(std::string_view id) const; ///< null: unknown

private:
    std::vector<ClientEntry> m_entries;
};

/// Values of the placeholders.
struct Placeholders {
    std::string base;  ///< "http://127.0.0.1:8080"
    std::string key;
    std::string model; ///< may be empty
};

std::string filledText(std::string_view text, const Placeholders& values);
Json filledIn(const Json& value, const Placeholders& values);

} // namespace gateway::clients
