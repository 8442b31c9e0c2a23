#include "gateway/protocol/references.h"
#include "gateway/protocol/request_outline.h"

#include "catch.h"

#include <string>
#include <utility>
#include <vector>

using namespace gateway::protocol;

namespace {

/// One "FIELD=ID " for each reference; a question mark follows an ID that is only mentioned.
std::string textOf(const std::vector<Reference>& references)
{
    std::string text;
    for (const Reference& each : references)
        text += each.field + '=' + each.id + (each.isMentioned && each.kind != Reference::Kind::File ? "? " : " ");
    return text;
}

std::string textOf(const gateway::Result<std::vector<Reference>>& found) { return found ? textOf(*found) : "error"; }

/// Whoever reads the outline of a body, too, finds the same.
std::string foundIn(std::string body, bool isResponses)
{
    const std::size_t size = body.size();
    body.append(kJsonPadding, ' ');
    const std::string_view json = std::string_view(body).substr(0, size);
    const std::string found = textOf(referencesIn(json, isResponses));
    static RequestOutlineReader reader;
    if (const auto contents = reader.readWithReferences(json, {"", ModelPlace::MaybeBody}, isResponses))
        CHECK(textOf(contents->references) == found);
    return found;
}

} // namespace

TEST_CASE("finds references to responses and conversations and items in a Responses request")
{
    struct Row {
        std::string body;
        std::string found;
    };
    const std::vector<Row> rows{
        {R"({"input":"hi","previous_response_id":"resp_1"})", "previous_response_id=resp_1 "},
        {R"({"previous_response_id":null,"previous\u005fresponse_id":"resp_1"})", "previous_response_id=resp_1 "},
        {R"({"conversation":"conv_1"})", "conversation=conv_1 "},
        {R"({"conversation":{"metadata":{},"id":"conv_1"}})", "conversation.id=conv_1 "},
        {R"({"\u0063onversation":"conv_1"})", "conversation=conv_1 "},
        {R"({"input":[{"role":"user","content":"hi"},{"type":"item_reference","id":"msg_1"}]})", "input[1].id=msg_1 "},
        {R"({"input":[{"id":"msg_1"}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"id":"msg_1","type":null}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"i\u0064":"msg_1"}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"type":"message","id":"msg_1","type":"item_reference"}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"type":"item_reference","id":"msg_1","type":"message","content":"x"}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"type":"item_reference","id":"msg_1","id":"msg_2"}]})", "input[0].id=msg_1 input[0].id=msg_2 "},
        {R"({"input":"a","input":[{"type":"item_reference","id":"msg_1"}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"type":"reasoning","id":"rs_1","summary":[]}]})", "input[0].id=rs_1 "},
        {R"({"input":[{"type":"reasoning","id":"rs_1","encrypted_content":""}]})", "input[0].id=rs_1 "},
        {R"({"input":[{"type":"reasoning","id":"rs_1","encrypted_content":"x","encrypted_content":null}]})", "input[0].id=rs_1 "},
        {R"({"input":[{"type":"image_generation_call","id":"ig_1"}]})", "input[0].id=ig_1 "},
        {R"({"input":[{"type":"Item_Reference","id":"msg_1","content":"x"}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"type":["item_reference"],"id":"msg_1","content":"x"}]})", "input[0].id=msg_1 "},
        {R"({"input":[{"type":"item_reference","id":["msg_1",{"a":"msg_2"}]}]})", "input[0].id=msg_1 input[0].id=msg_2 "},
        {R"({"input":{"type":"item_reference","id":"msg_1"}})", "input.id=msg_1 "},
        {R"({"input":[[{"type":"item_reference","id":"msg_1"}]]})", "input[0][0].id=msg_1 "},
        {R"({"previous_response_id":["resp_1",{"id":"resp_2"}]})", "previous_response_id[0]=resp_1 previous_response_id[1].id=resp_2 "},
        {R"({"conversation":["conv_1"]})", "conversation[0]=conv_1 "},
        {R"({"conversation":{"conversation":{"id":"conv_1"}}})", "conversation.conversation.id=conv_1 "},
    };
    for (const Row& row : rows) {
        CAPTURE(row.body);
        CHECK(foundIn(row.body, true) == row.found);
    }
}

TEST_CASE("an item that is sent with its content is not a reference")
{
    for (const char* const body : {R"({"input":[{"type":"message","id":"msg_1","role":"assistant","content":[]}]})",
             R"({"input":[{"id":"msg_1","role":"assistant","content":"hi"}]})",
             R"({"input":[{"type":"reasoning","id":"rs_1","encrypted_content":"x"}]})",
             R"({"input":[{"type":"reasoning","id":"rs_1","content":[{"type":"reasoning_text","text":"x"}]}]})",
             R"({"input":[{"type":"image_generation_call","id":"ig_1","result":"eA=="}]})",
             R"({"input":[{"type":"function_call","id":"fc_1","call_id":"c","name":"n","arguments":"{}"}]})",
             R"({"input":[{"type":"function_call_output","call_id":"call_1","output":"x"}]})"}) {
        CAPTURE(body);
        CHECK(foundIn(body, true).empty());
    }
    CHECK(foundIn(R"({"previous_response_id":"resp_1","conversation":"conv_1","input":[{"id":"msg_1"}]})", false).empty());
}

TEST_CASE("reasoning that is sent as a summary only mentions its ID")
{
    struct Row {
        const char* item;
        const char* found;
    };
    const std::vector<Row> rows{
        {R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Thought"}]})", "input[0].id=rs_1? "},
        {R"({"type":"reasoning","id":"rs_1","summary":"Thought"})", "input[0].id=rs_1? "},
        {R"({"id":"rs_1","summary":[{"type":"summary_text","text":"Thought"}],"type":"reasoning"})", "input[0].id=rs_1? "},
        {R"({"type":"reasoning","summary":[{"type":"summary_text","text":"Thought"}]})", ""},
        {R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":""}]})", "input[0].id=rs_1 "},
        {R"({"type":"reasoning","id":"rs_1","summary":[]})", "input[0].id=rs_1 "},
        {R"({"type":"reasoning","id":"rs_1"})", "input[0].id=rs_1 "},
        {R"({"type":"reasoning","id":"rs_1","summary":[{"text":"Thought"}],"summary":[]})", "input[0].id=rs_1 "},
        {R"({"type":"item_reference","id":"rs_1","summary":[{"text":"Thought"}]})", "input[0].id=rs_1 "},
        {R"({"id":"rs_1","summary":[{"text":"Thought"}]})", "input[0].id=rs_1 "},
    };
    for (const Row& row : rows) {
        CAPTURE(row.item);
        CHECK(foundIn(R"({"input":[)" + std::string(row.item) + "]}", true) == row.found);
    }
}

TEST_CASE("matches reference field names in any case because some providers accept them so")
{
    struct Row {
        const char* body;
        const char* found;
    };
    const std::vector<Row> rows{
        {R"({"messages":[{"content":[{"type":"file","file":{"File_ID":"file-1"}}]}]})", "messages[0].content[0].file.File_ID=file-1 "},
        {R"({"messages":[{"content":[{"type":"file","file":{"fileId":"file-1"}}]}]})", "messages[0].content[0].file.fileId=file-1 "},
        {R"({"INPUT_FILE_ID":"file-1"})", "INPUT_FILE_ID=file-1 "},
        {R"({"inputFileId":"file-1"})", "inputFileId=file-1 "},
        {R"({"tools":[{"container":{"File_Ids":["file-1"]}}]})", "tools[0].container.File_Ids[0]=file-1 "},
        {R"({"Previous_Response_ID":"resp_1"})", "Previous_Response_ID=resp_1 "},
        {R"({"Conversation":{"ID":"conv_1"}})", "Conversation.ID=conv_1 "},
        {R"({"Input":[{"Type":"Item_Reference","ID":"msg_1"}]})", "Input[0].id=msg_1 "},
        {R"({"input":[{"type":"message","content":"x","Type":"item_reference","id":"msg_1"}]})", "input[0].id=msg_1 "},
        {R"({"profile_id":"7","profileId":"8","my_file_idx":"9","file":"10"})", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.body);
        CHECK(foundIn(row.body, true) == row.found);
    }
}

TEST_CASE("finds the reference to audio that the assistant generated")
{
    for (const bool isResponses : {false, true}) {
        CHECK(foundIn(R"({"messages":[{"role":"user","content":"Hi"},{"role":"assistant","audio":{"id":"audio_1"}}]})", isResponses) == "messages[1].audio.id=audio_1 ");
        CHECK(foundIn(R"({"messages":[{"role":"assistant","Audio":{"ID":"audio_1"}}]})", isResponses) == "messages[0].Audio.ID=audio_1 ");
        CHECK(foundIn(R"({"messages":[{"role":"assistant","audio":{"id":["audio_1"]}}]})", isResponses) == "messages[0].audio.id[0]=audio_1 ");
        CHECK(foundIn(R"({"modalities":["audio"],"audio":{"voice":"alloy","format":"wav"},"messages":[{"content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}],"tool_calls":[{"id":"c"}]}]})", isResponses) == "");
    }
}

TEST_CASE("finds mentions of approvals and containers that an earlier response created")
{
    CHECK(foundIn(R"({"input":[{"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":true}]})", true) == "input[0].approval_request_id=mcpr_1? ");
    CHECK(foundIn(R"({"input":"x","tools":[{"type":"code_interpreter","container":"cntr_1"}]})", true) == "tools[0].container=cntr_1? ");
    CHECK(foundIn(R"({"input":[{"type":"code_interpreter_call","id":"ci_1","container_id":"cntr_1","code":"1"}]})", true) == "input[0].container_id=cntr_1? ");
    CHECK(foundIn(R"({"input":"x","tools":[{"type":"code_interpreter","container":{"type":"auto"}}]})", true) == "");
    CHECK(foundIn(R"({"container":"container_1","messages":[]})", false) == "");
}

TEST_CASE("finds file IDs in every field where a provider looks for them")
{
    struct Row {
        std::string body;
        std::string found;
    };
    const std::vector<Row> rows{
        {R"({"input_file_id":"file-1","endpoint":"/v1/chat/completions"})", "input_file_id=file-1 "},
        {R"({"input\u005ffile_id":"file-1"})", "input_file_id=file-1 "},
        {R"({"input":[{"role":"user","content":[{"type":"input_text"},{"type":"input_file","file_id":"file-1"}]}]})", "input[0].content[1].file_id=file-1 "},
        {R"({"input":[{"role":"user","content":[{"type":"input_image","file_id":"file-1"}]}]})", "input[0].content[0].file_id=file-1 "},
        {R"({"messages":[{"content":[{"type":"file","file":{"file_id":"file-1"}}]}]})", "messages[0].content[0].file.file_id=file-1 "},
        {R"({"messages":[{"content":[{"type":"document","source":{"type":"file","file_id":"file-1"}}]}]})", "messages[0].content[0].source.file_id=file-1 "},
        {R"({"tools":[{"type":"code_interpreter","container":{"type":"auto","file_ids":["file-1","file-2"]}}]})",
            "tools[0].container.file_ids[0]=file-1 tools[0].container.file_ids[1]=file-2 "},
        {R"({"input_file_id":["file-1",["file-2"]]})", "input_file_id[0]=file-1 input_file_id[1][0]=file-2 "},
        {R"({"file":{"file_id":{"id":"file-1"}}})", "file.file_id.id=file-1 "},
        {R"({"file_ids":"file-1"})", "file_ids=file-1 "},
        {R"({"file_ids":{"a":[["file-1"]]}})", "file_ids.a[0][0]=file-1 "},
        {R"({"images":[{"file_id":"file-1"}],"mask":{"file_id":"file-2"}})", "images[0].file_id=file-1 mask.file_id=file-2 "},
    };
    for (const Row& row : rows)
        for (const bool isResponses : {true, false}) {
            CAPTURE(row.body, isResponses);
            CHECK(foundIn(row.body, isResponses) == row.found);
        }
}

TEST_CASE("finds file IDs in texts and URLs with vendor schemes such as fileid:// and ms://")
{
    struct Row {
        std::string text;
        std::string found;
    };
    const std::vector<Row> rows{
        {"fileid://file-fe-1", "file-fe-1 "},
        {"fileid://file-1,fileid://file-2", "file-1 file-2 "},
        {"Read fileid://file-1. Then say \\\"fileid:\\/\\/file_2\\\"", "file-1 file_2 "},
        {"FileId://file-1", "file-1 "},
        {R"(\u0066ileid://file-1)", "file-1 "},
        {R"(fileid\u003a//file-1)", "file-1 "},
        {R"(fileid:\u002F\u002Ffile-1)", "file-1 "},
        {R"(fileid://\u0066ile-1)", "file-1 "},
        {"fileid:///file-1", "file-1 "},
        {"ms://file-1", "file-1 "},
        {"ms:///@file-1", "file-1 "},
        {R"(MS:\/\/file-1)", "file-1 "},
        {R"(\nms://file-1)", "file-1 "},
        {R"(\u770bms://file-1)", "file-1 "},
        {"看ms://file-1。", "file-1 "},
        {"items://7 rooms://7 x-ms://7 https://ms/fileid", ""},
        {"ms:// and fileid://<file-id>, ms: 7, fileid: 7", ""},
    };
    for (const Row& row : rows)
        for (const auto& [before, behind] : {std::pair(R"({"messages":[{"role":"system","content":")", R"("}]})"),
                 std::pair(R"({"messages":[{"content":[{"type":"video_url","video_url":{"url":")", R"("}}]}]})"),
                 std::pair(R"({"input":")", R"("})"), std::pair(R"({"input":[{"role":"user","content":")", R"("}]})"),
                 std::pair(R"({"contents":[{"parts":[{"functionResponse":{"response":{"metadata":")", R"("}}}]}]})")})
            for (const bool isResponses : {true, false}) {
                const std::string body = before + row.text + behind;
                CAPTURE(body, isResponses);
                std::string ids;
                const std::string found = foundIn(body, isResponses);
                for (std::size_t at = found.find('='); at != std::string::npos; at = found.find('=', at + 1))
                    ids += found.substr(at + 1, found.find(' ', at) - at);
                CHECK(ids == row.found);
            }
    CHECK(foundIn(R"({"messages":[{"content":"ms://f"}])", false) == "error");
    for (const auto& [text, isMentioned] : {std::pair("fileid://f", false), std::pair(" ms://f", false), std::pair("fileid://f,fileid://g", false), std::pair("Read ms://f", true), std::pair("看ms://f", true)}) {
        CAPTURE(text);
        std::string body = std::string(R"({"messages":[{"content":")") + text + R"("}]})";
        const std::size_t size = body.size();
        body.append(kJsonPadding, ' ');
        const auto found = referencesIn(std::string_view(body).substr(0, size), false);
        REQUIRE(found);
        REQUIRE_FALSE(found->empty());
        CHECK(found->front().isMentioned == isMentioned);
    }
}

TEST_CASE("ignores file IDs in tool arguments and schemas and metadata")
{
    for (const char* const body : {R"({"messages":[{"content":[{"type":"tool_use","input":{"file_id":"7"}}]}]})",
             R"({"metadata":{"file_id":"7"}})", R"({"tools":[{"parameters":{"properties":{"a":{"default":{"file_id":"7"}}}}}]})",
             R"({"messages":[{"role":"user","content":"a file_id is \"file_id\": 7"}]})",
             R"({"tools":[{"parameters":{"properties":{"file_id":{"type":"string"}}}}]})"}) {
        CAPTURE(body);
        CHECK(foundIn(body, false).empty());
        CHECK(foundIn(body, true).empty());
    }
}

TEST_CASE("a body that may contain a reference must be valid JSON")
{
    CHECK(foundIn(R"({"input_file_id":"file-1",)", false) == "error");
    CHECK(foundIn(R"({"file_id" "file-1"})", false) == "error");
    std::string deep(2000, '[');
    CHECK(foundIn(R"({"file_id":1,"a":)" + deep + std::string(2000, ']') + "}", false) == "error");
    CHECK(foundIn(R"({"messages":)", false).empty()); // no reference field, so it is not parsed
}

TEST_CASE("a file ID inside an uploaded file is only a mention")
{
    const auto found = referencesInForm("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.jsonl\"\r\n\r\n"
                                        R"({"custom_id":"a","body":{"messages":[{"content":[{"type":"file","file":{"file_id":"file-1"}}]}]}})"
                                        "\r\n--b--\r\n");
    REQUIRE(found.size() == 1);
    CHECK(found.front().id == "file-1");
    CHECK(found.front().isMentioned);
}

TEST_CASE("finds references in form fields however their headers are written")
{
    struct Row {
        std::string part;
        std::string found;
    };
    const std::vector<Row> rows{
        {"Content-Disposition: form-data; name=\"file_id\"\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"content-disposition:form-data;name=file_id\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"Content-Disposition : form-data; NAME = \"File_ID\"\n\nfile-1\n", "file_id=file-1 "},
        {"Content-Type: text/plain\r\nContent-Disposition: form-data;\r\n name=\"input_file_id\"\r\nX-A: b\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"Content-Disposition: form-data; name*=UTF-8''file%5Fid\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"Content-Disposition: form-data; name=\"file\\_id\"\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"Content-Disposition: form-data; filename=\"a\\\"; name=\"file_id\"\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"Content-Disposition: form-data; name=\"x\"; name=\"file_id\"\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"Content-Disposition: form-data; name=\"file_ids[]\"\r\n\r\n\r\n [\"file-1\",\"file-2\"]\r\n", "file_id=file-1 file_id=file-2 "},
        {"Content-Disposition: form-data; name=\"file_id\"\r\n\r\n" + std::string(5000, 'x'), "file_id=" + std::string(100, 'x') + ' '},
        {"Content-Disposition: form-data; name=\"previous_response_id\"\r\n\r\nresp_1\r\n", "previous_response_id=resp_1 "},
        {"Content-Disposition: form-data; name=\"conversation[id]\"\r\n\r\nconv_1\r\n", "conversation=conv_1 "},
        {"Content-Disposition: form-data; name=\"fileId\"\r\n\r\nfile-1\r\n", "file_id=file-1 "},
        {"Content-Disposition: form-data; name=\"image\"\r\n\r\n{\"file_id\":\"file-1\"}\r\n", "file_id=file-1 "},
        {"Content-Disposition: form-data; name=\"images\"\r\nContent-Type: application/json\r\n\r\n [{\"File_ID\":\"file-1\"},{\"file_id\":\"file-2\"}]\r\n", "value[0].File_ID=file-1 value[1].file_id=file-2 "},
        {"Content-Disposition: form-data; name=\"request\"\r\n\r\n{\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]}\r\n", "input[0].id=msg_1 "},
        {"Content-Disposition: form-data; name=\"file\"; filename=\"b.jsonl\"\r\n\r\n{\"custom_id\":\"a\",\"body\":{\"previous_response_id\":\"resp_1\"}}\n{\"custom_id\":\"b\",\"body\":{\"previous_response_id\":\"resp_2\"}}\r\n",
            "body.previous_response_id=resp_1? body.previous_response_id=resp_1? body.previous_response_id=resp_2? "},
        {"Content-Disposition: form-data; name=\"metadata\"\r\n\r\n{\"file_id\":\"7\"}\r\n", ""},
        {"Content-Disposition: form-data; name=\"prompt\"\r\n\r\n{not JSON, file_id\": 7\r\n", ""},
        {"Content-Disposition: form-data; name=\"file_id\"\r\n\r\n", ""},
        {"Content-Disposition: form-data; name=\"file\"; filename=\"my_file_id.txt\"\r\n\r\nfile-1\r\n", ""},
        {"Content-Disposition: form-data; name=\"prompt\"\r\n\r\na file_id: file-1\r\n", ""},
    };
    for (const Row& row : rows)
        for (const int times : {1, 2}) {
            CAPTURE(row.part, times);
            std::string form;
            std::string expected;
            for (int i = 0; i < times; ++i) {
                form += "--b\r\n" + row.part;
                expected += row.found;
            }
            CHECK(textOf(referencesInForm(form + "\r\n--b--\r\n")) == expected);
        }
}
