// The SDKs read keys, addresses and tracing from the environment; tests must use their own.
for (const name of Object.keys(process.env))
    if (/^(OPENAI|AZURE|ANTHROPIC|GOOGLE|GEMINI|OLLAMA|AWS|COHERE|LANGCHAIN|LANGSMITH|AI)_/.test(name))
        delete process.env[name];
