import { defineConfig } from 'vite';
import { singleFile } from './build/single-file.mjs';

export default defineConfig({
  plugins: [singleFile()],
  build: {
    target: 'es2022',
    // What is an asset becomes part of the page; `singleFile` sees to it.
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
});
