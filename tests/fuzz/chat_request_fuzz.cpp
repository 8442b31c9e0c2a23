// A chat request and the edits of its raw body, against the same edits of a tree.
// The line names the edits, see `kEdits`; without one there are three.

#include "input.h"

#include "gateway/core/json/json.h"
#include "gateway/protocol/body_edit.h"

#include <array>
#include <set>

using fuzz::Input;
using fuzz::require;
using gateway::Json;
using namespace gateway::protocol;

namespace {

constexpr std::string_view kModel = "other/\"model\"\xE9\x80\x9A";

/// An edit of the bytes, the same of the tree, and the names that it may change.
struct Edit {
    char letter;
    void (*ofBytes)(BodyEdit&);
    void (*ofTree)(Json&);
    std::array<const char*, 2> names;
};

void renameInTree(Json& tree, const char* from, const char* to)
{
    if (!tree.contains(from))
        return;
    Json value = tree[from];
    tree.erase(from);
    tree[to] = std::move(value);
}

void askInTree(Json& tree)
{
    if (!tree.contains("stream_options") || !tree["stream_options"].is_object())
        tree["stream_options"] = Json::object();
    tree["stream_options"]["include_usage"] = true;
}

const std::array kEdits{
    Edit{
        'm', [](BodyEdit& e) { e.setModel(kModel); }, [](Json& t) { t["model"] = std::string(kModel); }, {"model", ""}},
    Edit{'u', [](BodyEdit& e) { e.askForUsage(); }, askInTree, {"stream_options", ""}},
    Edit{'r', [](BodyEdit& e) { e.rename("max_tokens", "max_completion_tokens"); },
        [](Json& t) { renameInTree(t, "max_tokens", "max_completion_tokens"); },
        {"max_tokens", "max_completion_tokens"}},
    Edit{'n', [](BodyEdit& e) { e.rename("a", "b\""); }, [](Json& t) { renameInTree(t, "a", "b\""); }, {"a", "b\""}},
    Edit{'x', [](BodyEdit& e) { e.remove("temperature"); }, [](Json& t) { t.erase("temperature"); },
        {"temperature", ""}},
    Edit{'y', [](BodyEdit& e) { e.remove("a"); }, [](Json& t) { t.erase("a"); }, {"a", ""}},
    Edit{'s', [](BodyEdit& e) { e.set("top_p", "0.5"); }, [](Json& t) { t["top_p"] = 0.5; }, {"top_p", ""}},
    Edit{'t', [](BodyEdit& e) { e.set("a", "[{}]"); }, [](Json& t) { t["a"] = Json::array({Json::object()}); },
        {"a", ""}},
    Edit{'d', [](BodyEdit& e) { e.setDefault("seed", "7"); },
        [](Json& t) {
            if (!t.contains("seed") || t["seed"].is_null()) // null says nothing
                t["seed"] = 7;
        },
        {"seed", ""}},
};

/// Bytes behind a body that may be read and must not matter, behind the NUL of a QByteArray.
std::string padded(std::string_view body) { return std::string(body) + '\0' + std::string(kJsonPadding, '"'); }

std::string editedBody(const BodyEdit& edit)
{
    std::string out(edit.size() + 1, '\x7f');
    edit.copyTo(out.data());
    require(out.back() == '\x7f', "an edited body has the size that was told");
    out.pop_back();
    return out;
}

bool isBoolOrNull(const Json& tree, const char* name)
{
    return !tree.contains(name) || tree[name].is_null() || tree[name].is_boolean();
}

/// Whether a request with this tree, no name of which is there twice, has to be taken.
bool isRequest(const Json& tree)
{
    const bool hasModel = tree.contains("model") && tree["model"].is_string();
    if (!hasModel || !isBoolOrNull(tree, "stream") || (tree.contains("messages") && !tree["messages"].is_array()))
        return false;
    const std::size_t length = tree["model"].get_ref<const std::string&>().size();
    const Json options = tree.value("stream_options", Json());
    return length > 0 && length <= 512
        && (options.is_null() || (options.is_object() && isBoolOrNull(options, "include_usage")));
}

/// Of the outermost object, of which `tree` has the last of each name.
bool hasNameTwice(const std::string& text, const Json& tree)
{
    std::size_t names = 0;
    (void)Json::parse(text, [&names](int depth, Json::parse_event_t event, const Json&) {
        names += depth == 1 && event == Json::parse_event_t::key ? 1U : 0U;
        return true;
    });
    return names != tree.size();
}

/// Every field that no edit names has the bytes that it had.
void checkUntouched(RequestOutlineReader& reader, std::string_view body, const RequestOutline& request,
    std::string_view after, const std::set<std::string>& touched)
{
    const std::string own = padded(after);
    const std::string_view view = std::string_view(own).substr(0, after.size());
    const auto again = reader.read(view);
    require(again.has_value(), "an edited request is a request");
    std::vector<std::string_view> before;
    std::vector<std::string_view> now;
    const auto collect = [&](std::vector<std::string_view>& into, const RequestOutline& from,
                             std::string_view bytes) {
        for (const TopField& field : from.fields)
            if (field.key.find('\\') == std::string_view::npos && !touched.contains(std::string(field.key)))
                into.insert(into.end(), {field.key, field.value.of(bytes)});
    };
    collect(before, request, body);
    collect(now, *again, view);
    require(before == now, "what is not edited keeps its bytes and its place");
}

void checkEdits(const Input& input, RequestOutlineReader& reader, std::string_view body,
    const RequestOutline& request, Json tree)
{
    const std::string_view letters = input.choice() == 0 || input.choice() == 'D' ? "mur" : std::string_view();
    BodyEdit edit(body, request);
    std::set<std::string> touched;
    const auto apply = [&](char letter) {
        for (const Edit& row : kEdits) {
            if (row.letter != letter)
                continue;
            row.ofBytes(edit);
            row.ofTree(tree);
            touched.insert(row.names.begin(), row.names.end());
        }
    };
    for (const char letter : letters)
        apply(letter);
    if (letters.empty())
        apply(input.choice());
    for (std::size_t i = 0; letters.empty() && i < 8 && input.number(i) != 0; ++i)
        apply(static_cast<char>(input.number(i)));
    if (touched.contains("model") && tree.contains("model"))
        require(edit.has("model"), "the model is still there");
    const std::string after = editedBody(edit);
    const auto read = gateway::parseJson(after);
    require(read.has_value(), "an edited body is JSON");
    require(nlohmann::json(*read) == nlohmann::json(tree), "an edited body says what it should");
    checkUntouched(reader, body, request, after, touched);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static RequestOutlineReader reader;
    const Input input(data, size);
    const std::string text = input.unfolded();
    const std::string own = padded(text);
    const std::string_view body = std::string_view(own).substr(0, text.size());
    const auto request = reader.read(body);
    require(request || request.error().kind == gateway::ErrorKind::InvalidRequest,
        "a refusal says that the request is invalid");
    if (request) {
        require(!request->model.empty() && request->model.size() <= 512, "a request has a model");
        require(editedBody(BodyEdit(body, *request)) == body, "without edits no byte changes");
        BodyEdit edit(body, *request); // of whatever it is: the fields inside may be malformed
        edit.setModel(kModel);
        edit.askForUsage();
        editedBody(edit);
    }
    const auto tree = gateway::parseJson(text);
    if (!tree || !tree->is_object() || text.starts_with('\xEF') || text.size() > 4096
        || text.find('\0') != std::string::npos) // the end of the text for nlohmann
        return 0;
    if (request && request->fields.size() == tree->size())
        checkEdits(input, reader, body, *request, *tree);
    if (!request)
        require(!isRequest(*tree) || hasNameTwice(text, *tree), "a good request is taken");
    return 0;
}
