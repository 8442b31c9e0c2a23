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
        <source>%Ln first choice(s) available again</source>
        <translation>
            <numerusform>%Ln first choice is available again</numerusform>
            <numerusform>%Ln first choices are available again</numerusform>
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
        <source>%Ln provider(s) in use again</source>
        <translation>
            <numerusform>%Ln provider is in use again</numerusform>
            <numerusform>%Ln providers are in use again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln provider(s) cooling down after failures</source>
        <translation>
            <numerusform>%Ln provider is cooling down after failures</numerusform>
            <numerusform>%Ln providers are cooling down after failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::QuitFlow</name>
    <message numerus="yes">
        <source>%Ln client(s) still point(s) at Signalbox</source>
        <translation>
            <numerusform>%Ln client still points at Signalbox</numerusform>
            <numerusform>%Ln clients still point at Signalbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 will not work until Signalbox runs again, unless you restore the original settings.</source>
        <translation>
            <numerusform>%1 will not work until Signalbox runs again, unless you restore the original settings.</numerusform>
            <numerusform>%1 will not work until Signalbox runs again, unless you restore the original settings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) could not be restored</source>
        <translation>
            <numerusform>%Ln client could not be restored</numerusform>
            <numerusform>%Ln clients could not be restored</numerusform>
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
        <source>%Ln request(s) in progress</source>
        <translation>
            <numerusform>%Ln request in progress</numerusform>
            <numerusform>%Ln requests in progress</numerusform>
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
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>names</comment>
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
        <source>The ledger matches the bill: %Ln day(s)</source>
        <translation>
            <numerusform>The ledger matches the bill: %Ln day</numerusform>
            <numerusform>The ledger matches the bill: %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The ledger matches the part of the bill that could be read: %Ln day(s)</source>
        <translation>
            <numerusform>The ledger matches the part of the bill that could be read: %Ln day</numerusform>
            <numerusform>The ledger matches the part of the bill that could be read: %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %1 of %Ln day(s) only hourly totals are left. They may include requests from just before or after the day.</source>
        <translation>
            <numerusform>For %1 of %Ln day only hourly totals are left. They may include requests from just before or after the day.</numerusform>
            <numerusform>For %1 of %Ln days only hourly totals are left. They may include requests from just before or after the day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %1 of %Ln day(s) request details were deleted. Web searches are not counted there, and their cost is included in the models’ cost.</source>
        <translation>
            <numerusform>For %1 of %Ln day request details were deleted. Web searches are not counted there, and their cost is included in the models’ cost.</numerusform>
            <numerusform>For %1 of %Ln days request details were deleted. Web searches are not counted there, and their cost is included in the models’ cost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln amount(s) cannot be compared because the ledger uses another currency and no exchange rate is set. Set one in the settings.</source>
        <translation>
            <numerusform>%Ln amount cannot be compared because the ledger uses another currency and no exchange rate is set. Set one in the settings.</numerusform>
            <numerusform>%Ln amounts cannot be compared because the ledger uses another currency and no exchange rate is set. Set one in the settings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::BudgetText</name>
    <message numerus="yes">
        <source>resets in %Ln day(s)</source>
        <translation>
            <numerusform>resets in %Ln day</numerusform>
            <numerusform>resets in %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>resets in %Ln hour(s)</source>
        <translation>
            <numerusform>resets in %Ln hour</numerusform>
            <numerusform>resets in %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price are not all in it</source>
        <translation>
            <numerusform>%1 answer without a full price is not all in it</numerusform>
            <numerusform>%1 answers without a full price are not all in it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a price</source>
        <translation>
            <numerusform>%1 answer without a price</numerusform>
            <numerusform>%1 answers without a price</numerusform>
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
    <name>ui::models::EvalRunPair</name>
    <message numerus="yes">
        <source>The same dataset, %1 row(s)</source>
        <translation>
            <numerusform>The same dataset, %1 row</numerusform>
            <numerusform>The same dataset, %1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Different datasets, %1 row(s) in common</source>
        <translation>
            <numerusform>Different datasets, %1 row in common</numerusform>
            <numerusform>Different datasets, %1 rows in common</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::EvalText</name>
    <message numerus="yes">
        <source>%1 of %2 answers</source>
        <translation>
            <numerusform>%1 of %2 answers</numerusform>
            <numerusform>%1 of %2 answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s) failed</source>
        <translation>
            <numerusform>%1 row failed</numerusform>
            <numerusform>%1 rows failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s)</source>
        <translation>
            <numerusform>%1 answer</numerusform>
            <numerusform>%1 answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 failed</source>
        <comment>answers</comment>
        <translation>
            <numerusform>%1 failed</numerusform>
            <numerusform>%1 failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no difference shown (%1 rows needed)</source>
        <translation>
            <numerusform>no difference shown (%1 row needed)</numerusform>
            <numerusform>no difference shown (%1 rows needed)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s) of the dataset are invalid. Correct them, or leave them out.</source>
        <translation>
            <numerusform>%1 row of the dataset is invalid. Correct it, or leave it out.</numerusform>
            <numerusform>%1 rows of the dataset are invalid. Correct them, or leave them out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>plus %1 unpriced model(s)</source>
        <translation>
            <numerusform>plus %1 unpriced model</numerusform>
            <numerusform>plus %1 unpriced models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
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
    <message numerus="yes">
        <source>A conversation of “%1” repeats itself: the same tool call %Ln time(s) in a row</source>
        <translation>
            <numerusform>A conversation of “%1” repeats itself: the same tool call %Ln time in a row</numerusform>
            <numerusform>A conversation of “%1” repeats itself: the same tool call %Ln times in a row</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::ExplanationText</name>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation would not be cached</source>
        <translation>
            <numerusform>about %1 token of this conversation would not be cached</numerusform>
            <numerusform>about %1 tokens of this conversation would not be cached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation would not be cached, which costs %2 more</source>
        <translation>
            <numerusform>about %1 token of this conversation would not be cached, which costs %2 more</numerusform>
            <numerusform>about %1 tokens of this conversation would not be cached, which costs %2 more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <extracomment>%1: names of routes, separated by commas</extracomment>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation are in its prompt cache: staying costs about %2</source>
        <translation>
            <numerusform>about %1 token of this conversation is in its prompt cache: staying costs about %2</numerusform>
            <numerusform>about %1 tokens of this conversation are in its prompt cache: staying costs about %2</numerusform>
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
    <name>ui::models::LimitText</name>
    <message numerus="yes">
        <source>%Ln more can wait</source>
        <translation>
            <numerusform>%Ln more can wait</numerusform>
            <numerusform>%Ln more can wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %Ln day(s), sliding</source>
        <translation>
            <numerusform>per %Ln day, sliding</numerusform>
            <numerusform>per %Ln days, sliding</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %Ln hour(s), sliding</source>
        <translation>
            <numerusform>per %Ln hour, sliding</numerusform>
            <numerusform>per %Ln hours, sliding</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %Ln minute(s), sliding</source>
        <translation>
            <numerusform>per %Ln minute, sliding</numerusform>
            <numerusform>per %Ln minutes, sliding</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %Ln second(s), sliding</source>
        <translation>
            <numerusform>per %Ln second, sliding</numerusform>
            <numerusform>per %Ln seconds, sliding</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln counter(s)</source>
        <translation>
            <numerusform>of %Ln counter</numerusform>
            <numerusform>of %Ln counters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln consumer(s)</source>
        <translation>
            <numerusform>of %Ln consumer</numerusform>
            <numerusform>of %Ln consumers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln route(s)</source>
        <translation>
            <numerusform>of %Ln route</numerusform>
            <numerusform>of %Ln routes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln provider(s)</source>
        <translation>
            <numerusform>of %Ln provider</numerusform>
            <numerusform>of %Ln providers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln model(s)</source>
        <translation>
            <numerusform>of %Ln model</numerusform>
            <numerusform>of %Ln models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln key(s)</source>
        <translation>
            <numerusform>of %Ln key</numerusform>
            <numerusform>of %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln program(s)</source>
        <translation>
            <numerusform>of %Ln program</numerusform>
            <numerusform>of %Ln programs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln project(s)</source>
        <translation>
            <numerusform>of %Ln project</numerusform>
            <numerusform>of %Ln projects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln session(s)</source>
        <translation>
            <numerusform>of %Ln session</numerusform>
            <numerusform>of %Ln sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln agent(s)</source>
        <translation>
            <numerusform>of %Ln agent</numerusform>
            <numerusform>of %Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days, this would have refused %1 of %2 request(s).</source>
        <translation>
            <numerusform>In the last 7 days, this would have refused %1 of %2 request.</numerusform>
            <numerusform>In the last 7 days, this would have refused %1 of %2 requests.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days, this would have sent %1 of %2 request(s) to %3.</source>
        <translation>
            <numerusform>In the last 7 days, this would have sent %1 of %2 request to %3.</numerusform>
            <numerusform>In the last 7 days, this would have sent %1 of %2 requests to %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::LiveComparisonListModel</name>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 copies answered today</source>
        <translation>
            <numerusform>%1 of %2 copies answered today</numerusform>
            <numerusform>%1 of %2 copies answered today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer pair(s) stored</source>
        <translation>
            <numerusform>%1 answer pair stored</numerusform>
            <numerusform>%1 answer pairs stored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::LoopHistory</name>
    <message numerus="yes">
        <source>In the last 7 days: %Ln loop(s).</source>
        <translation>
            <numerusform>In the last 7 days: %Ln loop.</numerusform>
            <numerusform>In the last 7 days: %Ln loops.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::PastQuestion</name>
    <message numerus="yes">
        <source>for %1 input token(s) and %2 output, as in the original request</source>
        <translation>
            <numerusform>for %1 input token and %2 output, as in the original request</numerusform>
            <numerusform>for %1 input tokens and %2 output, as in the original request</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for about %1 input token(s), without the answer</source>
        <translation>
            <numerusform>for about %1 input token, without the answer</numerusform>
            <numerusform>for about %1 input tokens, without the answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::ProviderListModel</name>
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
    <name>ui::models::RemovalText</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>names</comment>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln budget(s) left without anything to count</source>
        <translation>
            <numerusform>%Ln budget left without anything to count</numerusform>
            <numerusform>%Ln budgets left without anything to count</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::RequestFactLines</name>
    <message numerus="yes">
        <source>counts up to %Ln output token(s) that did not arrive, because a limit reserved them</source>
        <translation>
            <numerusform>counts up to %Ln output token that did not arrive, because a limit reserved it</numerusform>
            <numerusform>counts up to %Ln output tokens that did not arrive, because a limit reserved them</numerusform>
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
        <source>%1 request(s) without reported tokens</source>
        <translation>
            <numerusform>%1 request without reported tokens</numerusform>
            <numerusform>%1 requests without reported tokens</numerusform>
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
        <source>%Ln request(s) rejected because of client errors</source>
        <translation>
            <numerusform>%Ln request rejected because of a client error</numerusform>
            <numerusform>%Ln requests rejected because of client errors</numerusform>
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
    <name>ui::pages::ConsumerDetail</name>
    <message numerus="yes">
        <source>Undo: disable %Ln consumer(s)</source>
        <translation>
            <numerusform>Undo: disable %Ln consumer</numerusform>
            <numerusform>Undo: disable %Ln consumers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo: enable %Ln consumer(s)</source>
        <translation>
            <numerusform>Undo: enable %Ln consumer</numerusform>
            <numerusform>Undo: enable %Ln consumers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo: restore %Ln consumer(s)</source>
        <translation>
            <numerusform>Undo: restore %Ln consumer</numerusform>
            <numerusform>Undo: restore %Ln consumers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ConsumersPane</name>
    <message numerus="yes">
        <source>%Ln consumer(s) selected</source>
        <translation>
            <numerusform>%Ln consumer selected</numerusform>
            <numerusform>%Ln consumers selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::DoctorView</name>
    <message numerus="yes">
        <source>%Ln check(s) completed</source>
        <translation>
            <numerusform>%Ln check completed</numerusform>
            <numerusform>%Ln checks completed</numerusform>
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
        <source>%Ln check(s) completed at %1</source>
        <comment>a time</comment>
        <translation>
            <numerusform>%Ln check completed at %1</numerusform>
            <numerusform>%Ln checks completed at %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::EvaluatePage</name>
    <message numerus="yes">
        <source>%1 dataset(s)</source>
        <translation>
            <numerusform>%1 dataset</numerusform>
            <numerusform>%1 datasets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s)</source>
        <translation>
            <numerusform>%1 run</numerusform>
            <numerusform>%1 runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is the baseline of %1, which can then no longer be compared with it.</source>
        <comment>runs</comment>
        <translation>
            <numerusform>It is the baseline of %1, which can then no longer be compared with it.</numerusform>
            <numerusform>They are baselines of %1, which can then no longer be compared with them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln run(s)?</source>
        <translation>
            <numerusform>Delete the run?</numerusform>
            <numerusform>Delete %Ln runs?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ExportBackupDialog</name>
    <message numerus="yes">
        <source>The passphrase must have at least %Ln character(s)</source>
        <translation>
            <numerusform>The passphrase must have at least %Ln character</numerusform>
            <numerusform>The passphrase must have at least %Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::HelpWindow</name>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::LastWeek</name>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) needed more</source>
        <translation>
            <numerusform>last 7 days: none of %1 request needed more</numerusform>
            <numerusform>last 7 days: none of %1 requests needed more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) needed more</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 request needed more</numerusform>
            <numerusform>last 7 days: %1 of %2 requests needed more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 attempt(s) took longer</source>
        <translation>
            <numerusform>last 7 days: none of %1 attempt took longer</numerusform>
            <numerusform>last 7 days: none of %1 attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 attempt(s) took longer</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 attempt took longer</numerusform>
            <numerusform>last 7 days: %1 of %2 attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 such failure(s), up to %2 of waiting</source>
        <translation>
            <numerusform>last 7 days: %1 such failure, up to %2 of waiting</numerusform>
            <numerusform>last 7 days: %1 such failures, up to %2 of waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 stream(s) was silent for longer</source>
        <translation>
            <numerusform>last 7 days: none of %1 stream was silent for longer</numerusform>
            <numerusform>last 7 days: none of %1 streams was silent for longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: at most %1 of %2 stream(s) were silent for longer</source>
        <translation>
            <numerusform>last 7 days: at most %1 of %2 stream was silent for longer</numerusform>
            <numerusform>last 7 days: at most %1 of %2 streams were silent for longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 long answer(s) was slower on average</source>
        <translation>
            <numerusform>last 7 days: none of %1 long answer was slower on average</numerusform>
            <numerusform>last 7 days: none of %1 long answers was slower on average</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 long answer(s) were slower on average</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 long answer was slower on average</numerusform>
            <numerusform>last 7 days: %1 of %2 long answers were slower on average</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 attempt(s) followed a longer pause</source>
        <translation>
            <numerusform>last 7 days: none of %1 attempt followed a longer pause</numerusform>
            <numerusform>last 7 days: none of %1 attempts followed a longer pause</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 attempt(s) followed a longer pause</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 attempt followed a longer pause</numerusform>
            <numerusform>last 7 days: %1 of %2 attempts followed a longer pause</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 attempt(s) reached this concurrency</source>
        <translation>
            <numerusform>last 7 days: none of %1 attempt reached this concurrency</numerusform>
            <numerusform>last 7 days: none of %1 attempts reached this concurrency</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 attempt(s) reached this concurrency</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 attempt reached this concurrency</numerusform>
            <numerusform>last 7 days: %1 of %2 attempts reached this concurrency</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 outage(s) lasted longer</source>
        <translation>
            <numerusform>last 7 days: none of %1 outage lasted longer</numerusform>
            <numerusform>last 7 days: none of %1 outages lasted longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 outage(s) lasted longer</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 outage lasted longer</numerusform>
            <numerusform>last 7 days: %1 of %2 outages lasted longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 outage(s) returned before this many successes</source>
        <translation>
            <numerusform>last 7 days: none of %1 outage returned before this many successes</numerusform>
            <numerusform>last 7 days: none of %1 outages returned before this many successes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 outage(s) returned before this many successes</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 outage returned before this many successes</numerusform>
            <numerusform>last 7 days: %1 of %2 outages returned before this many successes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 failed attempt(s) took longer</source>
        <translation>
            <numerusform>last 7 days: none of %1 failed attempt took longer</numerusform>
            <numerusform>last 7 days: none of %1 failed attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 failed attempt(s) took longer</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 failed attempt took longer</numerusform>
            <numerusform>last 7 days: %1 of %2 failed attempts took longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) waited longer</source>
        <translation>
            <numerusform>last 7 days: none of %1 request waited longer</numerusform>
            <numerusform>last 7 days: none of %1 requests waited longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) waited longer</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 request waited longer</numerusform>
            <numerusform>last 7 days: %1 of %2 requests waited longer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) would have used two targets</source>
        <translation>
            <numerusform>last 7 days: none of %1 request would have used two targets</numerusform>
            <numerusform>last 7 days: none of %1 requests would have used two targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) would have used two targets</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 request would have used two targets</numerusform>
            <numerusform>last 7 days: %1 of %2 requests would have used two targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) had a retryable failure</source>
        <translation>
            <numerusform>last 7 days: none of %1 request had a retryable failure</numerusform>
            <numerusform>last 7 days: none of %1 requests had a retryable failure</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) had a retryable failure</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 request had a retryable failure</numerusform>
            <numerusform>last 7 days: %1 of %2 requests had a retryable failure</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 failed attempt(s) would have triggered a cooldown</source>
        <translation>
            <numerusform>last 7 days: none of %1 failed attempt would have triggered a cooldown</numerusform>
            <numerusform>last 7 days: none of %1 failed attempts would have triggered a cooldown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 failed attempt(s) would have triggered a cooldown</source>
        <translation>
            <numerusform>last 7 days: %1 of %2 failed attempt would have triggered a cooldown</numerusform>
            <numerusform>last 7 days: %1 of %2 failed attempts would have triggered a cooldown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::LimitsCard</name>
    <message numerus="yes">
        <source>%Ln request(s) per minute</source>
        <translation>
            <numerusform>%Ln request per minute</numerusform>
            <numerusform>%Ln requests per minute</numerusform>
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
        <source>None of %1 line(s) matches this level, category and text.</source>
        <translation>
            <numerusform>None of %1 line matches this level, category and text.</numerusform>
            <numerusform>None of %1 lines matches this level, category and text.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::LoopCard</name>
    <message numerus="yes">
        <source>%1 Set differently for %Ln route(s) or consumer(s).</source>
        <translation>
            <numerusform>%1 Set differently for %Ln route or consumer.</numerusform>
            <numerusform>%1 Set differently for %Ln routes or consumers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::NewRunView</name>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
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
    <name>ui::pages::PastRequestsDialog</name>
    <message numerus="yes">
        <source>last %Ln day(s)</source>
        <translation>
            <numerusform>last day</numerusform>
            <numerusform>last %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 matching request(s) have no stored content and are left out.</source>
        <translation>
            <numerusform>%1 matching request has no stored content and is left out.</numerusform>
            <numerusform>%1 matching requests have no stored content and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 matching request(s) are not conversations that were answered with text, and are left out.</source>
        <translation>
            <numerusform>%1 matching request is not a conversation that was answered with text, and is left out.</numerusform>
            <numerusform>%1 matching requests are not conversations that were answered with text, and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::PoliciesPage</name>
    <message numerus="yes">
        <source>%Ln limit(s)</source>
        <translation>
            <numerusform>%Ln limit</numerusform>
            <numerusform>%Ln limits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reached</source>
        <translation>
            <numerusform>%Ln reached</numerusform>
            <numerusform>%Ln reached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln near the limit</source>
        <translation>
            <numerusform>%Ln near the limit</numerusform>
            <numerusform>%Ln near the limit</numerusform>
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
        <source>%n listed by the provider at %1</source>
        <translation>
            <numerusform>%n listed by the provider at %1</numerusform>
            <numerusform>%n listed by the provider at %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n listed by the provider</source>
        <translation>
            <numerusform>%n listed by the provider</numerusform>
            <numerusform>%n listed by the provider</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ProvidersPage</name>
    <message numerus="yes">
        <source>Sends one small real request to each of %Ln provider(s)</source>
        <translation>
            <numerusform>Sends one small real request to %Ln provider</numerusform>
            <numerusform>Sends one small real request to each of %Ln providers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln provider(s) selected</source>
        <translation>
            <numerusform>%Ln provider selected</numerusform>
            <numerusform>%Ln providers selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln provider(s), %1 ready</source>
        <translation>
            <numerusform>%Ln provider, %1 ready</numerusform>
            <numerusform>%Ln providers, %1 ready</numerusform>
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
        <source>%Ln key(s) remain revoked. Create new keys if needed.</source>
        <translation>
            <numerusform>%Ln key remains revoked. Create a new key if needed.</numerusform>
            <numerusform>%Ln keys remain revoked. Create new keys if needed.</numerusform>
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
    <name>ui::pages::RouteListCard</name>
    <message numerus="yes">
        <source>%Ln route(s) selected</source>
        <translation>
            <numerusform>%Ln route selected</numerusform>
            <numerusform>%Ln routes selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RowsView</name>
    <message numerus="yes">
        <source>%1 word(s)</source>
        <translation>
            <numerusform>%1 word</numerusform>
            <numerusform>%1 words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RunView</name>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::SettingsPage</name>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::SpanDialog</name>
    <message numerus="yes">
        <source>Choose a date within the last %n year(s)</source>
        <translation>
            <numerusform>Choose a date within the last year</numerusform>
            <numerusform>Choose a date within the last %n years</numerusform>
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
        <source>of %Ln request(s); no request failed</source>
        <translation>
            <numerusform>of %Ln request; it did not fail</numerusform>
            <numerusform>of %Ln requests; no request failed</numerusform>
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
        <source>Of %1 input token(s). Savings: price difference to uncached input, at today’s prices</source>
        <translation>
            <numerusform>Of %1 input token. Savings: price difference to uncached input, at today’s prices</numerusform>
            <numerusform>Of %1 input tokens. Savings: price difference to uncached input, at today’s prices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price</source>
        <translation>
            <numerusform>%1 answer without a full price</numerusform>
            <numerusform>%1 answers without a full price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln request(s)</source>
        <translation>
            <numerusform>of %Ln request</numerusform>
            <numerusform>of %Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) failed</source>
        <translation>
            <numerusform>%Ln request failed</numerusform>
            <numerusform>%Ln requests failed</numerusform>
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
        <source>%Ln key(s) remain revoked. Create new keys if needed.</source>
        <translation>
            <numerusform>%Ln key remains revoked. Create a new key if needed.</numerusform>
            <numerusform>%Ln keys remain revoked. Create new keys if needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::wizard::ProviderStep</name>
    <message numerus="yes">
        <source>%n model(s) found. Choose another model to test it.</source>
        <translation>
            <numerusform>%n model found. Choose another model to test it.</numerusform>
            <numerusform>%n models found. Choose another model to test it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::words::RouteWords</name>
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
