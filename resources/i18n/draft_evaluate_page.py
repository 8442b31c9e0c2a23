import re,html,sys
ZH={
"no target of the run has a score yet":"本次运行还没有任何目标得分",
"\"%1\" is the best target, and not a model of a configured provider; if it is the model name of a route, use that route":"最佳目标“%1”不是已配置供应商的模型；如果它是某条路由的模型名，请直接使用那条路由",
"a route \"%1\" exists already; choose another name":"路由“%1”已存在；请换一个名称",
"route \"%1\" already serves the model \"%2\"; choose another model name":"路由“%1”已提供模型“%2”；请换一个模型名",
"cannot create the folder %1":"无法创建文件夹 %1",
"another program is already carrying out this run; end it first":"另一个程序正在执行这次运行；请先结束它",
"cannot write the file %1":"无法写入文件 %1",
"%1 has changed since the run began; restore it or start a new run":"%1 在运行开始后已更改；请恢复它，或开始新的运行",
"%1 has invalid rows (%2); correct them or leave them out":"%1 中有无效的行（%2 行）；请改正或略过它们",
"%1 has no valid row":"%1 中没有有效的行",
"only a judge can score some of the answers; choose a model as the judge":"有些回答只能由评判模型评分；请选择一个模型作为评判",
"the dataset runs programs to check answers; if you trust it, allow that":"该数据集会运行程序来检查回答；如果信任它，请允许",
"the currency of a run that has begun cannot change":"运行开始后不能更换货币",
"the run ended before it asked anything; start a new one":"这次运行还没有提问就结束了；请开始新的运行",
"cannot write the results: %1":"无法写入结果：%1",
"cannot write %1: %2":"无法写入 %1：%2",
"the run is finished; nothing is left to ask":"运行已完成，没有剩下的问题",
"short problems of arithmetic, logic and counting":"算术、逻辑和计数的小题",
"data from short texts as JSON that must match a schema":"从短文中提取数据，输出符合模式的 JSON",
"which tool to call with which arguments, or none":"该调用哪个工具、用哪些参数，或不调用",
"not rated":"未评分","%1 is better":"%1 更好","tie":"平手","both are wrong":"都不对","Question":"问题",
"built in · %1":"内置 · %1","Dataset":"数据集","Rows":"行","Runs":"运行",
"compared with":"比较基准","95% interval: %1":"95% 区间：%1","Target":"目标","Score":"得分","95% interval":"95% 区间","Cost":"费用","p50":"p50","Failed":"失败","Verdict":"结论","Tag":"标签",
"Choose a dataset.":"请选择数据集。","The dataset is being read.":"正在读取数据集。","Choose at least one target.":"请至少选择一个目标。","The cost is being estimated.":"正在估算费用。",
"The price of %1 is unknown. Allow unpriced models, or set a price in the settings.":"%1 的价格未知。请允许无价格的模型，或在设置中填写价格。",
"Run":"运行","Targets":"目标","Result":"结果","Highest score":"最高分","Started":"开始时间",
"Another run is in progress.":"另一次运行正在进行。","The gateway is not listening.":"网关没有在监听。",
"unpriced":"无价格","free":"免费","route":"路由","Provider":"供应商","Input / 1 M":"输入 / 百万","Output / 1 M":"输出 / 百万","Estimate":"估算",
"running":"正在运行","interrupted":"已中断","paused":"已暂停","stopped":"已停止","stopped at %1":"达到 %1 后停止","finished":"已完成",
"%1 of %2 answers":["已有 %1 个回答，共 %2 个"],"%1 row(s) failed":["%1 行失败"],"%1 answer(s)":["%1 个回答"],"%1 failed":["%1 个失败"],
"about %1 left":"约剩 %1","%1 to %2":"%1 至 %2","better by %1 (%2)":"高 %1（%2）","worse by %1 (%2)":"低 %1（%2）",
"no difference shown (%1 rows needed)":["未显示差异（需要 %1 行）"],"no difference shown":"未显示差异",
"%1 row(s) of the dataset are invalid. Correct them, or leave them out.":["数据集中有 %1 行无效。请改正或略过它们。"],
"The dataset has no valid row.":"数据集中没有有效的行。",
"Some answers can only be scored by a judge. Choose a model as the judge.":"有些回答只能由评判模型评分。请选择一个模型作为评判。",
"The dataset runs programs to check answers. Allow that if you trust it.":"该数据集会运行程序来检查回答。如果信任它，请允许。",
"line %1: %2":"第 %1 行：%2","line %1: \"%2\" %3":"第 %1 行：“%2”%3",
"about %1":"约 %1","plus %1 unpriced model(s)":["另有 %1 个无价格的模型"],
"equals":"等于","contains":"包含","does not contain":"不包含","matches the expression":"匹配表达式","number":"数值","fits the JSON schema":"符合 JSON 模式","value in the JSON":"JSON 中的值","similar words (ROUGE-L)":"用词相近（ROUGE-L）","similar meaning":"意思相近","judge":"评判","checked by a program":"由程序检查","time":"用时","time to first token":"首 token 用时","cost":"费用","length":"长度",
"Saved as %1":"已保存为 %1","Back":"返回","Add dataset":"添加数据集","New run":"新的运行","Compare rows":"逐行对比","Export":"导出","Make this a route":"设为路由","Report (HTML)…":"报告 (HTML)…","Rows (CSV)…":"逐行结果 (CSV)…","Results (JSON)…":"结果 (JSON)…","Evaluate":"评测",
"%1 dataset(s)":["%1 个数据集"],"%1 run(s)":["%1 次运行"],"step %1 of 3":"第 %1 步，共 3 步","Datasets (*.jsonl *.json *.csv *.yaml *.yml)":"数据集 (*.jsonl *.json *.csv *.yaml *.yml)","All files (*)":"所有文件 (*)",
"Add route":"添加路由","Model name":"模型名","what clients ask for":"客户端请求的名称","Name":"名称","The route is called eval-NAME.":"路由将命名为 eval-名称。","Change":"更改",
"Judge":"评判模型","Samples":"采样","Baseline":"基准运行","Temperature":"温度","Failures":"失败","Stop at":"停止于","Concurrency":"并发","none":"无","%1, %2":"%1，%2",
"1 Dataset":"1 数据集","2 Targets":"2 目标","3 Scoring":"3 评分","Filter models and routes":"筛选模型和路由","No models yet":"还没有模型","Add a provider first: its models can then be evaluated.":"请先添加供应商，之后就能评测它的模型。",
"Currency":"货币","Leave out invalid rows":"略过无效的行","Allow programs of the dataset, in a sandbox":"允许在沙箱中运行数据集的程序","Compare answers in pairs":"两两比较回答","Allow unpriced models":"允许无价格的模型",
" per row":" 次 / 行"," per target":" 个 / 目标","default":"默认","no limit":"不限","Start run":"开始运行","Not scored":"不计分","Count as 0":"计 0 分","%1 row(s)":["%1 行"],
"Every row has an assertion or a reference.":"每一行都有断言或参考答案。","%1 of %2 selected":"已选 %1 个，共 %2 个","Some answers can only be scored by a judge.":"有些回答只能由评判模型评分。","The judge is one of the targets, and may prefer its own answers.":"评判模型也是目标之一，可能偏爱自己的回答。","No judge is needed: assertions score every answer.":"不需要评判模型：每个回答都由断言评分。","The judge is not one of the targets.":"评判模型不在目标之中。",
"%1 request(s)":["%1 个请求"],"With so many rows, a difference of about %1 between two targets can be shown.":"以这样的行数，可以显示两个目标之间约 %1 的差异。","Nothing is paid for twice: a run that stops can be resumed.":"不会重复付费：停止的运行可以继续。",
"Quality and cost":"质量与费用","%1: score %2, cost %3, on the front":"%1：得分 %2，费用 %3，在前沿上","%1: score %2, cost %3, off the front":"%1：得分 %2，费用 %3，不在前沿上",
"All tags":"所有标签","%1 and %2":"%1 和 %2","All rows":"所有行","Answers that differ":"回答不同","Not rated":"未评分","Reference: %1":"参考答案：%1","Answer A":"回答 A","Answer B":"回答 B","Not answered yet":"尚未回答","Failed: %1":"失败：%1","%1 word(s)":["%1 个词"],"score %1":"得分 %1","%1 of %2 rated":"已评 %1 行，共 %2 行","any of these keys moves on":"按其中任一键继续","rated":"已评分","No rows":"没有行","No row of the run is as chosen above.":"没有符合上方选择的行。","Which answer is better?":"哪个回答更好？","Order is shuffled. Names, checks, cost and time appear after you rate.":"顺序已打乱。评分后显示名称、检查结果、费用和用时。","Blind":"盲评","Two targets":"两个目标","Which rows":"哪些行","A is better":"A 更好","Tie":"平手","B is better":"B 更好","Both are wrong":"都不对","Skip":"跳过","Space":"空格","Undo":"撤销",
"Datasets":"数据集","newest first":"最新的在前","No runs yet":"还没有运行","A run sends the same questions to several models and shows which is good enough,\nwhat it costs, and whether a difference is more than chance.":"一次运行向多个模型发送同样的问题，显示哪个够好、\n花多少钱，以及差异是否超出偶然。","Use for a run":"用于运行","Open":"打开","Resume":"继续","Run a built-in dataset":"运行内置数据集",
"Answered":"已回答","Judge agrees in both orders":"交换顺序后评判一致","Judge agrees with people":"与人工评分一致","Against the baseline":"与基准运行相比","Pause":"暂停","Stop":"停止","score with 95% interval, cost per 1,000 rows":"得分及 95% 区间，每 1,000 行的费用","No results yet":"还没有结果","The first results are here as soon as answers arrive.":"收到回答后，这里就会显示结果。","Verdict against":"比较对象","disc: on the front · ring: off the front":"圆点：在前沿上 · 圆环：不在前沿上","By tag":"按标签","the highest score of each tag is bold":"每个标签的最高分以粗体显示","Paused":"已暂停","Stopping: waits for the requests under way":"正在停止：等待进行中的请求","Running":"正在运行","Progress: %1":"进度：%1","Continue":"继续","Stop now":"立即停止","%1 of %2":"%1 / %2","%1 of %2 ratings":"%1（共 %2 次评分）","%1: %2":"%1：%2","no rows in common":"没有共同的行","Verdicts follow when both runs have ended.":"两次运行都结束后才给出结论。","Not on the chart, because the score or the cost is unknown: %1":"得分或费用未知，因此不在图中：%1",
}
EN={
"%1 of %2 answers":["%1 of %2 answers"]*2,"%1 row(s) failed":["%1 row failed","%1 rows failed"],"%1 answer(s)":["%1 answer","%1 answers"],"%1 failed":["%1 failed"]*2,
"no difference shown (%1 rows needed)":["no difference shown (%1 row needed)","no difference shown (%1 rows needed)"],
"%1 row(s) of the dataset are invalid. Correct them, or leave them out.":["%1 row of the dataset is invalid. Correct it, or leave it out.","%1 rows of the dataset are invalid. Correct them, or leave them out."],
"plus %1 unpriced model(s)":["plus %1 unpriced model","plus %1 unpriced models"],"%1 dataset(s)":["%1 dataset","%1 datasets"],"%1 run(s)":["%1 run","%1 runs"],"%1 row(s)":["%1 row","%1 rows"],"%1 request(s)":["%1 request","%1 requests"],"%1 word(s)":["%1 word","%1 words"],
}
def esc(t): return t.replace('&','&amp;').replace('<','&lt;').replace('>','&gt;').replace('"','&quot;').replace("'",'&apos;')
for lang,D in (('zh_CN',ZH),('en',EN)):
    p='resources/i18n/signalbox_%s.ts'%lang
    s=open(p,encoding='utf-8').read()
    missing=[]
    def fix(m):
        b=m.group(0)
        if 'type="unfinished"' not in b: return b
        src=html.unescape(re.search(r'<source>(.*?)</source>',b,re.S).group(1))
        t=D.get(src)
        if t is None:
            missing.append(src); return b
        if 'numerus="yes"' in b:
            if isinstance(t,str): t=[t]
            ind=re.search(r'\n( *)<translation',b).group(1)
            new='<translation>\n'+''.join('%s    <numerusform>%s</numerusform>\n'%(ind,esc(x)) for x in t)+ind+'</translation>'
        else:
            if not isinstance(t,str): t=t[0]
            new='<translation>%s</translation>'%esc(t)
        return re.sub(r'<translation type="unfinished">.*?</translation>|<translation type="unfinished"/>',lambda _:new,b,flags=re.S)
    s=re.sub(r'<message.*?</message>',fix,s,flags=re.S)
    open(p,'w',encoding='utf-8').write(s)
    print(lang,'missing',len(missing)); [print('  ',x) for x in missing]
