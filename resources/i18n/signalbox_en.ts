<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Formatter</name>
    <message numerus="yes">
        <source>%Ln day(s) ago</source>
        <translation>
            <numerusform>%Ln day ago</numerusform>
            <numerusform>%Ln days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProviderDraft</name>
    <message numerus="yes">
        <source>At most %Ln character(s)</source>
        <translation>
            <numerusform>At most %Ln character</numerusform>
            <numerusform>At most %Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::NoticeBundles</name>
    <message numerus="yes">
        <source>The keys of %Ln provider(s) are rejected</source>
        <translation>
            <numerusform>The keys of %Ln provider are rejected</numerusform>
            <numerusform>The keys of %Ln providers are rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The keys of %Ln provider(s) cannot be used</source>
        <translation>
            <numerusform>The keys of %Ln provider cannot be used</numerusform>
            <numerusform>The keys of %Ln providers cannot be used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln first choice(s) answer(s) again</source>
        <translation>
            <numerusform>%Ln first choice answers again</numerusform>
            <numerusform>%Ln first choices answer again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fallbacks are in use for %Ln provider(s)</source>
        <translation>
            <numerusform>A fallback is in use for %Ln provider</numerusform>
            <numerusform>Fallbacks are in use for %Ln providers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Requests go to %Ln provider(s) again</source>
        <translation>
            <numerusform>Requests go to %Ln provider again</numerusform>
            <numerusform>Requests go to %Ln providers again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Requests pass %Ln provider(s) over after failures</source>
        <translation>
            <numerusform>Requests pass %Ln provider over after failures</numerusform>
            <numerusform>Requests pass %Ln providers over after failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::QuitFlow</name>
    <message numerus="yes">
        <source>%Ln tool(s) still point(s) at Signalbox</source>
        <translation>
            <numerusform>%Ln tool still points at Signalbox</numerusform>
            <numerusform>%Ln tools still point at Signalbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: no answer until Signalbox runs again, unless the own settings are restored.</source>
        <translation>
            <numerusform>%1: it gets no answer until Signalbox runs again, unless it gets back its own settings.</numerusform>
            <numerusform>%1: they get no answer until Signalbox runs again, unless they get back their own settings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tool(s) could not be set back</source>
        <translation>
            <numerusform>%Ln tool could not be set back</numerusform>
            <numerusform>%Ln tools could not be set back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::TrayMenu</name>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln active</numerusform>
            <numerusform>%Ln active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recent events (%Ln new)</source>
        <translation>
            <numerusform>Recent events (%Ln new)</numerusform>
            <numerusform>Recent events (%Ln new)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::dialogs::AddProviderDialog</name>
    <message numerus="yes">
        <source>%1 provider(s)</source>
        <translation>
            <numerusform>%1 provider</numerusform>
            <numerusform>%1 providers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ProviderForm</name>
    <message numerus="yes">
        <source>%Ln model(s)</source>
        <translation>
            <numerusform>%Ln model</numerusform>
            <numerusform>%Ln models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::dialogs::QuitDialog</name>
    <message numerus="yes">
        <source>Waiting for %Ln request(s) to end</source>
        <translation>
            <numerusform>Waiting for %Ln request to end</numerusform>
            <numerusform>Waiting for %Ln requests to end</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) are under way</source>
        <translation>
            <numerusform>%Ln request is under way</numerusform>
            <numerusform>%Ln requests are under way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::fields::ChangeWords</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>changed parts</comment>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::fields::FieldWords</name>
    <message numerus="yes">
        <source>byte(s)</source>
        <translation>
            <numerusform>byte</numerusform>
            <numerusform>bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>day(s)</source>
        <translation>
            <numerusform>day</numerusform>
            <numerusform>days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>byte(s)/s</source>
        <translation>
            <numerusform>byte/s</numerusform>
            <numerusform>bytes/s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>failure(s)</source>
        <translation>
            <numerusform>failure</numerusform>
            <numerusform>failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::BillText</name>
    <message numerus="yes">
        <source>%1 request(s) without tokens</source>
        <translation>
            <numerusform>%1 request without tokens</numerusform>
            <numerusform>%1 requests without tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s) without a full price</source>
        <translation>
            <numerusform>%1 request without a full price</numerusform>
            <numerusform>%1 requests without a full price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln day(s) differ</source>
        <translation>
            <numerusform>%1 of %Ln day differs</numerusform>
            <numerusform>%1 of %Ln days differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The ledger and the bill are equal: %Ln day(s)</source>
        <translation>
            <numerusform>The ledger and the bill are equal: %Ln day</numerusform>
            <numerusform>The ledger and the bill are equal: %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The ledger and what was read of the bill are equal: %Ln day(s)</source>
        <translation>
            <numerusform>The ledger and what was read of the bill are equal: %Ln day</numerusform>
            <numerusform>The ledger and what was read of the bill are equal: %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The details of %1 of %Ln day(s) are gone, and the ledger has the sums of whole hours: some of what began just before or behind is among them.</source>
        <translation>
            <numerusform>The details of %1 of %Ln day are gone, and the ledger has the sums of whole hours: some of what began just before or behind is among them.</numerusform>
            <numerusform>The details of %1 of %Ln days are gone, and the ledger has the sums of whole hours: some of what began just before or behind is among them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The details of requests of %1 of %Ln day(s) are gone: searches of the web are not counted there, and what they cost stands with the models.</source>
        <translation>
            <numerusform>The details of requests of %1 of %Ln day are gone: searches of the web are not counted there, and what they cost stands with the models.</numerusform>
            <numerusform>The details of requests of %1 of %Ln days are gone: searches of the web are not counted there, and what they cost stands with the models.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The ledger’s money is not in the currency of the bill, and no exchange rate is known: %Ln sum(s) cannot be compared. Give one in the settings.</source>
        <translation>
            <numerusform>The ledger’s money is not in the currency of the bill, and no exchange rate is known: %Ln sum cannot be compared. Give one in the settings.</numerusform>
            <numerusform>The ledger’s money is not in the currency of the bill, and no exchange rate is known: %Ln sums cannot be compared. Give one in the settings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::BudgetText</name>
    <message numerus="yes">
        <source>begins anew in %Ln day(s)</source>
        <translation>
            <numerusform>begins anew in %Ln day</numerusform>
            <numerusform>begins anew in %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>begins anew in %Ln hour(s)</source>
        <translation>
            <numerusform>begins anew in %Ln hour</numerusform>
            <numerusform>begins anew in %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price are not all in it</source>
        <translation>
            <numerusform>%1 answer without a full price is not all in it</numerusform>
            <numerusform>%1 answers without a full price are not all in it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::CatalogListModel</name>
    <message numerus="yes">
        <source>has %Ln models with “%1”</source>
        <extracomment>%Ln models whose names hold the text %1</extracomment>
        <translation>
            <numerusform>has %Ln model with “%1”</numerusform>
            <numerusform>has %Ln models with “%1”</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::ConsumerText</name>
    <message numerus="yes">
        <source>%Ln key(s) ready</source>
        <translation>
            <numerusform>%Ln key ready</numerusform>
            <numerusform>%Ln keys ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::EventModel</name>
    <message numerus="yes">
        <source>%1 (%2 time(s))</source>
        <translation>
            <numerusform>%1 (%2 time)</numerusform>
            <numerusform>%1 (%2 times)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::ExplanationText</name>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation would be read anew</source>
        <translation>
            <numerusform>about %1 token of this conversation would be read anew</numerusform>
            <numerusform>about %1 tokens of this conversation would be read anew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation would be read anew, for %2 more than from a cache</source>
        <translation>
            <numerusform>about %1 token of this conversation would be read anew, for %2 more than from a cache</numerusform>
            <numerusform>about %1 tokens of this conversation would be read anew, for %2 more than from a cache</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::GatewayModel</name>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln active</numerusform>
            <numerusform>%Ln active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln still active</source>
        <translation>
            <numerusform>%Ln still active</numerusform>
            <numerusform>%Ln still active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 token(s)</source>
        <translation>
            <numerusform>%1 token</numerusform>
            <numerusform>%1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a full price</source>
        <translation>
            <numerusform>%Ln without a full price</numerusform>
            <numerusform>%Ln without a full price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::PastQuestion</name>
    <message numerus="yes">
        <source>for %1 token(s) read and %2 written, as then</source>
        <translation>
            <numerusform>for %1 token read and %2 written, as then</numerusform>
            <numerusform>for %1 tokens read and %2 written, as then</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for the request, about %1 token(s); the answer comes on top</source>
        <translation>
            <numerusform>for the request, about %1 token; the answer comes on top</numerusform>
            <numerusform>for the request, about %1 tokens; the answer comes on top</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::ProviderListModel</name>
    <message numerus="yes">
        <source>%Ln stored</source>
        <translation>
            <numerusform>%Ln stored</numerusform>
            <numerusform>%Ln stored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %Ln more</source>
        <comment>a sentence</comment>
        <translation>
            <numerusform>%1, and %Ln more</numerusform>
            <numerusform>%1, and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Median time until the first token, of the last %Ln answer(s)</source>
        <translation>
            <numerusform>Median time until the first token, of the last answer</numerusform>
            <numerusform>Median time until the first token, of the last %Ln answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::RequestListModel</name>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <comment>of one conversation</comment>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::UsageOrigin</name>
    <message numerus="yes">
        <source>%1 request(s) whose tokens nobody reported</source>
        <translation>
            <numerusform>%1 request whose tokens nobody reported</numerusform>
            <numerusform>%1 requests whose tokens nobody reported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price</source>
        <translation>
            <numerusform>%1 answer without a full price</numerusform>
            <numerusform>%1 answers without a full price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::UsageTableModel</name>
    <message numerus="yes">
        <source>%Ln request(s) were refused for the client’s own mistake</source>
        <translation>
            <numerusform>%Ln request was refused for the client’s own mistake</numerusform>
            <numerusform>%Ln requests were refused for the client’s own mistake</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::AboutView</name>
    <message numerus="yes">
        <source>over the last %Ln request(s)</source>
        <extracomment>%Ln: requests that were looked at</extracomment>
        <translation>
            <numerusform>over the last %Ln request</numerusform>
            <numerusform>over the last %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::BackupCard</name>
    <message numerus="yes">
        <source>Written to %1, but %Ln key(s) could not be read and are not in it: %2</source>
        <translation>
            <numerusform>Written to %1, but %Ln key could not be read and is not in it: %2</numerusform>
            <numerusform>Written to %1, but %Ln keys could not be read and are not in it: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::DoctorView</name>
    <message numerus="yes">
        <source>%Ln thing(s) looked at</source>
        <translation>
            <numerusform>%Ln thing looked at</numerusform>
            <numerusform>%Ln things looked at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln notice(s)</source>
        <translation>
            <numerusform>%Ln notice</numerusform>
            <numerusform>%Ln notices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>looked at %Ln thing(s) at %1</source>
        <comment>a time</comment>
        <translation>
            <numerusform>looked at %Ln thing at %1</numerusform>
            <numerusform>looked at %Ln things at %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ExportBackupDialog</name>
    <message numerus="yes">
        <source>A passphrase has %Ln character(s) at least</source>
        <translation>
            <numerusform>A passphrase has %Ln character at least</numerusform>
            <numerusform>A passphrase has %Ln characters at least</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::LastWeek</name>
    <message numerus="yes">
        <source>last week: none of %1 request(s) needed more</source>
        <translation>
            <numerusform>last week: none of %1 request needed more</numerusform>
            <numerusform>last week: none of %1 requests needed more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 request(s) needed more</source>
        <translation>
            <numerusform>last week: %1 of %2 request needed more</numerusform>
            <numerusform>last week: %1 of %2 requests needed more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 attempt(s) took longer</source>
        <translation>
            <numerusform>last week: none of %1 attempt took longer</numerusform>
            <numerusform>last week: none of %1 attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 attempt(s) took longer</source>
        <translation>
            <numerusform>last week: %1 of %2 attempt took longer</numerusform>
            <numerusform>last week: %1 of %2 attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 attempt(s) failed so, up to %2 of waiting</source>
        <translation>
            <numerusform>last week: %1 attempt failed so, up to %2 of waiting</numerusform>
            <numerusform>last week: %1 attempts failed so, up to %2 of waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 stream(s) was silent for longer</source>
        <translation>
            <numerusform>last week: none of %1 stream was silent for longer</numerusform>
            <numerusform>last week: none of %1 streams was silent for longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: at most %1 of %2 stream(s) were silent for longer</source>
        <translation>
            <numerusform>last week: at most %1 of %2 stream was silent for longer</numerusform>
            <numerusform>last week: at most %1 of %2 streams were silent for longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 long answer(s) was slower on average</source>
        <translation>
            <numerusform>last week: none of %1 long answer was slower on average</numerusform>
            <numerusform>last week: none of %1 long answers was slower on average</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 long answer(s) were slower on average</source>
        <translation>
            <numerusform>last week: %1 of %2 long answer was slower on average</numerusform>
            <numerusform>last week: %1 of %2 long answers were slower on average</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: before none of %1 attempt(s) was a longer pause</source>
        <translation>
            <numerusform>last week: before none of %1 attempt was a longer pause</numerusform>
            <numerusform>last week: before none of %1 attempts was a longer pause</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: before %1 of %2 attempt(s) was a longer pause</source>
        <translation>
            <numerusform>last week: before %1 of %2 attempt was a longer pause</numerusform>
            <numerusform>last week: before %1 of %2 attempts was a longer pause</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 attempt(s) began beside so many others</source>
        <translation>
            <numerusform>last week: none of %1 attempt began beside so many others</numerusform>
            <numerusform>last week: none of %1 attempts began beside so many others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 attempt(s) began beside so many others</source>
        <translation>
            <numerusform>last week: %1 of %2 attempt began beside so many others</numerusform>
            <numerusform>last week: %1 of %2 attempts began beside so many others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 outage(s) lasted longer</source>
        <translation>
            <numerusform>last week: none of %1 outage lasted longer</numerusform>
            <numerusform>last week: none of %1 outages lasted longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 outage(s) lasted longer</source>
        <translation>
            <numerusform>last week: %1 of %2 outage lasted longer</numerusform>
            <numerusform>last week: %1 of %2 outages lasted longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 outage(s) came back before so many good answers</source>
        <translation>
            <numerusform>last week: none of %1 outage came back before so many good answers</numerusform>
            <numerusform>last week: none of %1 outages came back before so many good answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 outage(s) came back before so many good answers</source>
        <translation>
            <numerusform>last week: %1 of %2 outage came back before so many good answers</numerusform>
            <numerusform>last week: %1 of %2 outages came back before so many good answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 failed attempt(s) took longer</source>
        <translation>
            <numerusform>last week: none of %1 failed attempt took longer</numerusform>
            <numerusform>last week: none of %1 failed attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 failed attempt(s) took longer</source>
        <translation>
            <numerusform>last week: %1 of %2 failed attempt took longer</numerusform>
            <numerusform>last week: %1 of %2 failed attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 request(s) waited longer</source>
        <translation>
            <numerusform>last week: none of %1 request waited longer</numerusform>
            <numerusform>last week: none of %1 requests waited longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 request(s) waited longer</source>
        <translation>
            <numerusform>last week: %1 of %2 request waited longer</numerusform>
            <numerusform>last week: %1 of %2 requests waited longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 request(s) would have asked two</source>
        <translation>
            <numerusform>last week: none of %1 request would have asked two</numerusform>
            <numerusform>last week: none of %1 requests would have asked two</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 request(s) would have asked two</source>
        <translation>
            <numerusform>last week: %1 of %2 request would have asked two</numerusform>
            <numerusform>last week: %1 of %2 requests would have asked two</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 request(s) met a failure that this may mend</source>
        <translation>
            <numerusform>last week: none of %1 request met a failure that this may mend</numerusform>
            <numerusform>last week: none of %1 requests met a failure that this may mend</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 request(s) met a failure that this may mend</source>
        <translation>
            <numerusform>last week: %1 of %2 request met a failure that this may mend</numerusform>
            <numerusform>last week: %1 of %2 requests met a failure that this may mend</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: none of %1 failed attempt(s) would have led to a rest by their number</source>
        <translation>
            <numerusform>last week: none of %1 failed attempt would have led to a rest by its number</numerusform>
            <numerusform>last week: none of %1 failed attempts would have led to a rest by their number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last week: %1 of %2 failed attempt(s) would have led to a rest by their number</source>
        <translation>
            <numerusform>last week: %1 of %2 failed attempt would have led to a rest by its number</numerusform>
            <numerusform>last week: %1 of %2 failed attempts would have led to a rest by their number</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::LogView</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <extracomment>on the button that follows the log: lines that wait to be shown</extracomment>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %1 line(s), none has this level, part and text.</source>
        <translation>
            <numerusform>The one line has not this level, part and text.</numerusform>
            <numerusform>Of %1 lines, none has this level, part and text.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::OverviewPage</name>
    <message numerus="yes">
        <source>%Ln client(s) in 24 h</source>
        <translation>
            <numerusform>%Ln client in 24 h</numerusform>
            <numerusform>%Ln clients in 24 h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opens the %Ln that failed</source>
        <translation>
            <numerusform>Opens the one that failed</numerusform>
            <numerusform>Opens the %Ln that failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ProviderDetail</name>
    <message numerus="yes">
        <source>%n in the catalog, as of %1</source>
        <translation>
            <numerusform>%n in the catalog, as of %1</numerusform>
            <numerusform>%n in the catalog, as of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n named in the configuration</source>
        <translation>
            <numerusform>%n named in the configuration</numerusform>
            <numerusform>%n named in the configuration</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in its own list, read at %1</source>
        <translation>
            <numerusform>%n in its own list, read at %1</numerusform>
            <numerusform>%n in its own list, read at %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ProvidersPage</name>
    <message numerus="yes">
        <source>%1 was removed, and %Ln route(s) that led only there</source>
        <translation>
            <numerusform>%1 was removed, and %Ln route that led only there</numerusform>
            <numerusform>%1 was removed, and %Ln routes that led only there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sends one small real request to each of %Ln provider(s)</source>
        <translation>
            <numerusform>Sends one small real request to %Ln provider</numerusform>
            <numerusform>Sends one small real request to each of %Ln providers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ProvidersWelcome</name>
    <message numerus="yes">
        <source>%1 found, %Ln model(s)</source>
        <extracomment>%1 is the name of a model server, such as Ollama</extracomment>
        <translation>
            <numerusform>%1 found, %Ln model</numerusform>
            <numerusform>%1 found, %Ln models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln model server(s) found</source>
        <translation>
            <numerusform>%Ln model server found</numerusform>
            <numerusform>%Ln model servers found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Search all %1 provider(s)…</source>
        <translation>
            <numerusform>Search %1 provider…</numerusform>
            <numerusform>Search all %1 providers…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::PutBackDialog</name>
    <message numerus="yes">
        <source>%Ln are added to the history</source>
        <translation>
            <numerusform>%Ln is added to the history</numerusform>
            <numerusform>%Ln are added to the history</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) of it stay revoked. Whoever still needs one gets a new one.</source>
        <translation>
            <numerusform>%Ln key of it stays revoked. Whoever still needs one gets a new one.</numerusform>
            <numerusform>%Ln keys of it stay revoked. Whoever still needs one gets a new one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestExport</name>
    <message numerus="yes">
        <source>%1 request(s) saved as %2</source>
        <comment>how many, a file</comment>
        <translation>
            <numerusform>%1 request saved as %2</numerusform>
            <numerusform>%1 requests saved as %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exporting: %1 of %2 request(s)</source>
        <translation>
            <numerusform>Exporting: %1 of %2 request</numerusform>
            <numerusform>Exporting: %1 of %2 requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestsPage</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::SettingsPage</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::SpanDialog</name>
    <message numerus="yes">
        <source>Choose a day of the last %n year(s), today at the latest</source>
        <translation>
            <numerusform>Choose a day of the last year, today at the latest</numerusform>
            <numerusform>Choose a day of the last %n years, today at the latest</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::TodayCards</name>
    <message numerus="yes">
        <source>%1 request(s) reported no tokens</source>
        <translation>
            <numerusform>%1 request reported no tokens</numerusform>
            <numerusform>%1 requests reported no tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln request(s), none failed at its provider</source>
        <translation>
            <numerusform>of %Ln request, none failed at its provider</numerusform>
            <numerusform>of %Ln requests, none failed at their providers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln request(s), %1 failed</source>
        <translation>
            <numerusform>of %Ln request, %1 failed</numerusform>
            <numerusform>of %Ln requests, %1 failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %1 input token(s)</source>
        <translation>
            <numerusform>of %1 input token</numerusform>
            <numerusform>of %1 input tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %1 input token(s). What the cached ones would have cost more as fresh ones, by today’s prices</source>
        <translation>
            <numerusform>Of %1 input token. What the cached ones would have cost more as fresh ones, by today’s prices</numerusform>
            <numerusform>Of %1 input tokens. What the cached ones would have cost more as fresh ones, by today’s prices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price</source>
        <translation>
            <numerusform>%1 answer without a full price</numerusform>
            <numerusform>%1 answers without a full price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::TryTurn</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::UsagePage</name>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::VersionDialog</name>
    <message numerus="yes">
        <source>%Ln key(s) of it stay revoked. Whoever still needs one gets a new one.</source>
        <translation>
            <numerusform>%Ln key of it stays revoked. Whoever still needs one gets a new one.</numerusform>
            <numerusform>%Ln keys of it stay revoked. Whoever still needs one gets a new one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::wizard::ProviderStep</name>
    <message numerus="yes">
        <source>It lists %n model(s). Choosing another one tests that.</source>
        <translation>
            <numerusform>It lists %n model. Choosing another one tests that.</numerusform>
            <numerusform>It lists %n models. Choosing another one tests that.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::words::RouteWords</name>
    <message numerus="yes">
        <source>At most %Ln attempt(s)</source>
        <translation>
            <numerusform>At most %Ln attempt</numerusform>
            <numerusform>At most %Ln attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each target is tried again %Ln time(s), first after %1 ms</source>
        <translation>
            <numerusform>Each target is tried again %Ln time, first after %1 ms</numerusform>
            <numerusform>Each target is tried again %Ln times, first after %1 ms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln target(s)</source>
        <translation>
            <numerusform>%Ln target</numerusform>
            <numerusform>%Ln targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fallback(s)</source>
        <translation>
            <numerusform>%Ln fallback</numerusform>
            <numerusform>%Ln fallbacks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>over %1 token(s)</source>
        <translation>
            <numerusform>over %1 token</numerusform>
            <numerusform>over %1 tokens</numerusform>
        </translation>
    </message>
</context>
</TS>
