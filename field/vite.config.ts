/// <reference types="vitest/config" />
import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';
import { budget, officeDesign, precache } from './vite.plugins.ts';

// Two entries at most: the page, and the worker that must sit beside it under a fixed name.
const inputs = { index: 'index.html', sw: 'src/sw/sw.ts' };
const present = Object.fromEntries(Object.entries(inputs).filter(([, file]) => existsSync(file)));

export default defineConfig({
  base: '/teren/',
  plugins: [officeDesign(), precache(), budget(150)],
  build: {
    outDir: 'dist',
    target: ['chrome100', 'firefox115', 'safari15.4'],
    // The strict policy allows no data: script and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: present,
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    // A busy machine is slow, not wrong: a test that hangs still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: 0,
  },
});
